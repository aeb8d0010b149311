import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { createPath } from '@/lib/identity/paths'
import { swapIn } from '@/lib/start/build-folders'
import { PROJECT_ROOT, STANDALONE } from '@/lib/start/project-root'
import { expect, test } from './fixtures/test'
import { addressIn, applyReviewed, writesTo } from './fixtures/writing'

const PAGES = ['/functions', '/activity', createPath(), '/failures']

/** Of each build its own, where the same file would be written to. */
const OWN = /^(running|build-stamp)$/

/** The same files in another folder, without copying what they hold. */
function linkTree(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkSync(source, target)
  }
  for (const name of readdirSync(to).filter((each) => OWN.test(each)))
    rmSync(path.join(to, name), { recursive: true })
}

/** A finished build, as `npm run build` leaves it before it is put in the place of the newest one. */
function finishedBuild(folder: string, name: string): string {
  const made = path.join(folder, name)
  linkTree(realpathSync(STANDALONE), made)
  return made
}

test('a build beside a running console breaks no page of it, and is what starts next', async ({
  page,
  consoleWith,
  world,
}) => {
  // On the same disk as the builds, so that files can be linked.
  mkdirSync(path.join(PROJECT_ROOT, 'test-results'), { recursive: true })
  const folder = mkdtempSync(path.join(PROJECT_ROOT, 'test-results', 'builds-'))
  const builds = path.join(folder, 'builds')
  mkdirSync(builds)
  swapIn(builds, finishedBuild(folder, 'one'), 'one'.repeat(10))
  const [first = ''] = readdirSync(builds).filter((name) => name.startsWith('one'))
  const console = await consoleWith({}, path.join(builds, 'current'))
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

  // What the last page still loads is not the console's to answer once it is stopped.
  await page.goto('about:blank')
  await console.stop()
  swapIn(builds, finishedBuild(folder, 'three'), 'three'.repeat(10))
  expect(existsSync(path.join(builds, first))).toBe(false)
  await console.start()
  await page.goto(`${console.url}/functions`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  // Its scripts are in the folder that goes.
  await page.goto('about:blank')
  rmSync(folder, { recursive: true, force: true })
})

test('a form that was opened before an upgrade is sent to the console after it, and nothing typed is lost', async ({
  page,
  consoleWith,
  world,
}) => {
  mkdirSync(path.join(PROJECT_ROOT, 'test-results'), { recursive: true })
  const folder = mkdtempSync(path.join(PROJECT_ROOT, 'test-results', 'builds-'))
  const builds = path.join(folder, 'builds')
  mkdirSync(builds)
  swapIn(builds, finishedBuild(folder, 'before'), 'before'.repeat(5))
  const console = await consoleWith({}, path.join(builds, 'current'))
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  await page.goto(`${console.url}${addressIn(shop, '$LATEST', 'edit')}`)
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()

  // Another build by the same key: its own id, the same actions.
  const after = finishedBuild(folder, 'after')
  rmSync(path.join(after, '.next/BUILD_ID'))
  writeFileSync(path.join(after, '.next/BUILD_ID'), 'the-next-build')
  await console.stop()
  swapIn(builds, after, 'after'.repeat(5))
  await console.start()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)

  expect(writesTo(world, shop)).toEqual(['UpdateFunctionUrlConfig'])
  await page.goto('about:blank')
  rmSync(folder, { recursive: true, force: true })
})
