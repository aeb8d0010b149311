import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { profileProblem } from '@/lib/aws/profile-problem'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'console-aws-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function problemOf(name: string, config: string, credentials = '') {
  const files = { configFile: path.join(folder, 'config'), credentialsFile: path.join(folder, 'credentials') }
  writeFileSync(files.configFile, config)
  writeFileSync(files.credentialsFile, credentials)
  return profileProblem({ name, ...files })
}

describe('profileProblem', () => {
  test.each([
    ['the default profile', 'default', '[default]\nendpoint_url = http://localhost:4566'],
    ['a named profile', 'dev', '[default]\nregion=x\n[profile dev]\n  endpoint_url=http://localhost:4566'],
    [
      'the services of a profile',
      'dev',
      '[profile dev]\nservices = s\n[services s]\nlambda =\n  endpoint_url = http://l',
    ],
    ['the setting that ignores others', 'default', '[default]\nignore_configured_endpoint_urls = true'],
  ])('finds it in %s', (_, name, config) => {
    expect(problemOf(name, config)).toMatch(new RegExp(`^The AWS profile “${name}” sets .*\\.$`))
  })

  test('finds it in the credentials file', () => {
    expect(problemOf('dev', '', '[dev]\naws_access_key_id=A\nendpoint_url=http://l')).toContain(
      'endpoint_url',
    )
  })

  test('other profiles and services do not matter', () => {
    const config =
      '[default]\nregion = eu-central-1\n[profile dev]\nendpoint_url = http://l\n[services s]\nendpoint_url=x'
    expect(problemOf('default', config)).toBeUndefined()
  })

  test('no files, no problem', () => {
    const files = { configFile: path.join(folder, 'a'), credentialsFile: path.join(folder, 'b') }
    expect(profileProblem({ name: 'default', ...files })).toBeUndefined()
  })

  test('a profile that does not exist is told, but for the default one', () => {
    expect(problemOf('prod', '[profile dev]\nregion=x', '[staging]\n')).toMatch(
      /^There is no AWS profile “prod” in .*config or .*credentials: .*\.$/,
    )
    expect(problemOf('dev', '[profile dev]\nregion=x')).toBeUndefined()
    expect(problemOf('staging', '', '[staging]\n')).toBeUndefined()
    expect(problemOf('default', '')).toBeUndefined()
  })
})
