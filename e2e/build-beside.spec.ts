import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { swapIn } from '@/lib/start/build-folders'
import { STANDALONE } from '@/lib/start/project-root'
import { startConsole } from './fixtures/console-process'
import { expect, test } from './fixtures/test'
import { addressIn } from './fixtures/writing'

const PAGES = ['/functions', '/activity', '/create', '/failures']

/** A finished build, as `npm run build` leaves it before it is put in the place of the newest one. */
function finishedBuild(folder: string, name: string): string {
  const made = path.join(folder, name)
  cpSync(realpathSync(STANDALONE), made, { recursive: true, verbatimSymlinks: true })
  rmSync(path.join(made, 'running'), { recursive: true, force: true })
  return made
}

test('a build beside a running console breaks no page of it, and is what starts next', async ({
  page,
  account,
  world,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'console-builds-'))
  const builds = path.join(folder, 'builds')
  mkdirSync(builds)
  swapIn(builds, finishedBuild(folder, 'one'), 'one'.repeat(10))
  const [first = ''] = readdirSync(builds).filter((name) => name.startsWith('one'))
  const console = await startConsole(account, {}, path.join(builds, 'current'))
  const shop = world.addFunction('shop')
  world.addUrl(shop)
  const addresses = [...PAGES, addressIn(shop), addressIn(shop, '$LATEST', 'cors')]
  await page.goto(`${console.url}${addresses[0]}`)

  swapIn(builds, finishedBuild(folder, 'two'), 'two'.repeat(10))

  expect(existsSync(path.join(builds, first, 'server.js'))).toBe(true)
  const broken: string[] = []
  page.on('response', (answer) => {
    if (answer.status() >= 400) broken.push(`${answer.status()} ${answer.url()}`)
  })
  for (const address of addresses) {
    await page.goto(`${console.url}${address}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  expect(broken).toEqual([])

  await console.stop()
  swapIn(builds, finishedBuild(folder, 'three'), 'three'.repeat(10))
  expect(existsSync(path.join(builds, first))).toBe(false)
  await console.start()
  await page.goto(`${console.url}/functions`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await console.dispose()
  rmSync(folder, { recursive: true, force: true })
})
