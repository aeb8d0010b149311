import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { packCommands } from './pack-commands'
import { PROJECT_ROOT } from './project-root'

test('the commands of an image run with plain Node', async () => {
  mkdirSync(path.join(PROJECT_ROOT, 'test-results'), { recursive: true })
  const folder = mkdtempSync(path.join(PROJECT_ROOT, 'test-results', 'commands-'))
  await packCommands(folder)
  const run = (name: string, ...words: string[]) =>
    execFileSync(process.execPath, [path.join(folder, `${name}.mjs`), ...words], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  expect(run('report', '--help')).toContain('--format table|json|csv|sarif')
  expect(() => run('backup')).toThrow()
  expect(() => run('verify-journal', '--database', path.join(folder, 'none.db'))).toThrow()
  rmSync(folder, { recursive: true, force: true })
})
