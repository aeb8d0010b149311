import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EnvironmentError, loadEnv } from '@/lib/env'

const base = { AWS_REGION: 'eu-central-1', HOSTNAME: '127.0.0.1' }
const ENTRY = { account: '222222222222', name: 'shop', roleArn: 'arn:aws:iam::222222222222:role/console' }

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'accounts-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function load(content: string, more: Record<string, string> = {}) {
  const file = path.join(folder, 'accounts.json')
  writeFileSync(file, content)
  return loadEnv({ ...base, ...more, CONSOLE_ACCOUNTS_FILE: file })
}

function problemsOf(content: string, more?: Record<string, string>): readonly string[] {
  try {
    load(content, more)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
  return []
}

test('the file of accounts: regions and switches are those of the environment and off, unless it says so', () => {
  const other = {
    ...{ account: '333333333333', roleArn: 'arn:aws:iam::333333333333:role/x', regions: ['us-east-1'] },
    ...{ externalId: 'an-id', sendsSourceIdentity: true },
  }
  const { accountsOfFile, accountNames } = load(JSON.stringify([ENTRY, other]))
  const off = { sendsSourceIdentity: false, sendsSessionTags: false }
  expect(accountsOfFile).toEqual([
    { ...ENTRY, ...off, regions: ['eu-central-1'] },
    { ...off, ...other },
  ])
  expect(accountNames).toEqual({ 222222222222: 'shop' })
})

test.each([
  ['no JSON', 'which cannot be read as a JSON list of accounts'],
  ['{}', 'which cannot be read as a JSON list of accounts'],
  [JSON.stringify([{ ...ENTRY, roleArn: 'x' }]), '0.roleArn: This is no role'],
  [JSON.stringify([{ ...ENTRY, account: '333333333333' }]), '0.roleArn: This role is in another account'],
  [JSON.stringify([{ ...ENTRY, roles: [] }]), '0: '],
  [JSON.stringify([ENTRY, ENTRY]), 'names account 222222222222 a second time'],
  [
    JSON.stringify([{ ...ENTRY, roleArn: 'arn:aws:iam::222222222222:role/AWSControlTowerExecution' }]),
    'administrator role of AWS Control Tower',
  ],
])('a file with %s is refused', (content, problem) => {
  expect(problemsOf(content).join()).toContain(problem)
})

test('an account of the file and of CONSOLE_ROLE_ARNS, an administrator role there, and a file that is not there', () => {
  const twice = problemsOf(JSON.stringify([ENTRY]), { CONSOLE_ROLE_ARNS: ENTRY.roleArn })
  expect(twice.join()).toContain('a second time')
  const admin = { CONSOLE_ROLE_ARNS: 'arn:aws:iam::222222222222:role/OrganizationAccountAccessRole' }
  expect(problemsOf('[]', admin).join()).toContain('administrator role of AWS Organizations')
  expect(() => loadEnv({ ...base, CONSOLE_ACCOUNTS_FILE: path.join(folder, 'none') })).toThrow(
    /cannot be read/,
  )
})
