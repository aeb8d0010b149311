import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { EnvironmentError, loadEnv } from '@/lib/env'

const base = { AWS_REGION: 'eu-central-1', HOSTNAME: '127.0.0.1' }

function settingsProblems(source: Record<string, string | undefined>): readonly string[] {
  try {
    loadEnv(source)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
  return []
}

describe('loadEnv', () => {
  test('needs only a region and the loopback address', () => {
    const files = { AWS_CONFIG_FILE: '/c', AWS_SHARED_CREDENTIALS_FILE: '/s' }
    expect(loadEnv({ ...base, ...files, CONSOLE_OPERATOR: 'mia' })).toEqual({
      endpoint: undefined,
      regions: ['eu-central-1'],
      roleArns: [],
      accountsOfFile: [],
      accountNames: {},
      accountColors: {},
      productionAccounts: [],
      isReadOnly: false,
      isOpenOnLoopback: false,
      databasePath: path.resolve('.data/console.db'),
      postgresPool: 10,
      operator: 'mia',
      isSignInOn: false,
      port: 3000,
      hostname: '127.0.0.1',
      allowedHosts: ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'],
      functionUrlHost: '*.lambda-url.<region>.on.aws',
      requestRate: 15,
      isSweepAutomatic: true,
      role: 'all',
      logLevel: 'info',
      metrics: 'off',
      isTraced: false,
      profiles: { name: 'default', configFile: '/c', credentialsFile: '/s' },
      journalKey: undefined,
      journalHeadsFile: path.resolve('.data/console.db.heads'),
    })
  })

  test('reads lists, names and switches', () => {
    const environment = loadEnv({
      ...base,
      CONSOLE_REGIONS: ' eu-west-1, us-east-1,eu-west-1 ',
      CONSOLE_ROLE_ARNS: 'arn:aws:iam::222222222222:role/team/console',
      CONSOLE_ACCOUNT_NAMES: '111111111111=prod, 222222222222=data = lake',
      CONSOLE_ACCOUNT_COLORS: '111111111111=red',
      CONSOLE_PRODUCTION_ACCOUNTS: '111111111111',
      CONSOLE_READ_ONLY: 'true',
      CONSOLE_REQUEST_RATE: '15',
      PORT: '4000',
    })
    expect(environment).toMatchObject({
      regions: ['eu-west-1', 'us-east-1'],
      roleArns: ['arn:aws:iam::222222222222:role/team/console'],
      accountNames: { '111111111111': 'prod', '222222222222': 'data = lake' },
      accountColors: { '111111111111': 'red' },
      productionAccounts: ['111111111111'],
      isReadOnly: true,
      requestRate: 15,
      port: 4000,
    })
    expect(environment.allowedHosts).toContain('127.0.0.1:4000')
  })

  test('takes an empty variable for an absent one', () => {
    expect(loadEnv({ ...base, AWS_ENDPOINT_URL: '', PORT: ' ' })).toMatchObject({
      endpoint: undefined,
      port: 3000,
    })
  })

  test.each([
    'http://127.0.0.1:4566',
    'http://127.1',
    'http://localhost:4566',
    'http://[::1]:4566',
    'https://vpce-1.lambda.eu-central-1.vpce.amazonaws.com',
  ])('takes the endpoint %s', (AWS_ENDPOINT_URL) => {
    expect(loadEnv({ ...base, AWS_ENDPOINT_URL }).endpoint).toBe(AWS_ENDPOINT_URL)
  })

  test.each([
    'http://127.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.7:4566',
    'http://[::ffff:10.0.0.7]',
    'HTTP://lambda.eu-central-1.amazonaws.com',
  ])('takes no plain http to another computer: %s', (AWS_ENDPOINT_URL) => {
    expect(() => loadEnv({ ...base, AWS_ENDPOINT_URL })).toThrow(
      'AWS_ENDPOINT_URL is http to another computer',
    )
  })

  test.each([
    [{ AWS_REGION: undefined }, 'No region is set'],
    [{ AWS_REGION: 'Frankfurt' }, '“Frankfurt” is no region'],
    [{ HOSTNAME: undefined }, 'HOSTNAME must be 127.0.0.1'],
    [{ HOSTNAME: '0.0.0.0' }, 'to serve other computers the console needs CONSOLE_SIGN_IN=on'],
    [{ AWS_ENDPOINT_URL: 'localhost:4566' }, 'AWS_ENDPOINT_URL must be an http or https address'],
    [{ AWS_ENDPOINT_URL: 'ftp://localhost' }, 'AWS_ENDPOINT_URL must be'],
    [{ AWS_ENDPOINT_URL_LAMBDA: 'http://localhost' }, 'AWS_ENDPOINT_URL_LAMBDA is set'],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is set'],
    [{ CONSOLE_SWEEP: 'hourly' }, 'CONSOLE_SWEEP is either on or off.'],
    [{ CONSOLE_ROLE: 'writer' }, 'CONSOLE_ROLE is all, web or worker.'],
    [{ CONSOLE_ROLE_ARNS: 'console-reader' }, '“console-reader” in CONSOLE_ROLE_ARNS is no role'],
    [
      { CONSOLE_ROLE_ARNS: 'arn:aws:iam::222222222222:role/a,arn:aws:iam::222222222222:role/b' },
      'two roles in account 222222222222',
    ],
    [{ CONSOLE_ACCOUNT_NAMES: 'prod' }, '“prod” in CONSOLE_ACCOUNT_NAMES is no name'],
    [
      { CONSOLE_ACCOUNT_NAMES: '111111111111=prod,222222222222=prod' },
      'calls two accounts “prod”: give each a name of its own.',
    ],
    [{ CONSOLE_ACCOUNT_COLORS: '111111111111=pink' }, '“111111111111=pink” in CONSOLE_ACCOUNT_COLORS is no'],
    [{ CONSOLE_PRODUCTION_ACCOUNTS: 'prod' }, '“prod” in CONSOLE_PRODUCTION_ACCOUNTS is no account'],
    [{ CONSOLE_READ_ONLY: 'yes' }, 'CONSOLE_READ_ONLY is either true or false.'],
    [{ CONSOLE_REQUEST_RATE: '16' }, 'AWS allows no more'],
    [{ PORT: '70000' }, 'PORT is a number'],
    [{ CONSOLE_OPERATOR: 'a\nb' }, 'CONSOLE_OPERATOR is a name'],
    [{ CONSOLE_FUNCTION_URL_HOST: 'example.com' }, 'CONSOLE_FUNCTION_URL_HOST must look like'],
  ])('refuses %j in one sentence', (change, sentence) => {
    const problems = settingsProblems({ ...base, ...change })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(sentence)
    expect(problems[0]).toMatch(/\.$/)
  })

  test.each([
    ['a short key', { CONSOLE_JOURNAL_KEY: 'x'.repeat(31) }, 'at least 32 characters'],
    [
      'a file for signed heads without a key',
      { CONSOLE_JOURNAL_HEAD: '/heads' },
      'set CONSOLE_JOURNAL_KEY too',
    ],
  ])('refuses %s', (_, change, sentence) => {
    expect(settingsProblems({ ...base, ...change })).toMatchObject([expect.stringContaining(sentence)])
  })

  test('names every problem at once', () => {
    expect(settingsProblems({ PORT: 'x', AWS_ENDPOINT_URL_STS: 'http://localhost' })).toHaveLength(4)
  })
})

describe('loadEnv: names', () => {
  test.each([
    ['CONSOLE_READONLY', 'write CONSOLE_READ_ONLY.'],
    ['console_read_only', 'write CONSOLE_READ_ONLY.'],
    ['CONSOLE_REGION', 'write CONSOLE_REGIONS.'],
    ['CONSOLE_ROLE_ARN', 'write CONSOLE_ROLE_ARNS.'],
    ['CONSOLE_SWEEPS', 'write CONSOLE_SWEEP.'],
    ['CONSOLE_DB', 'CONSOLE_DB is no setting of the console'],
    ['CONSOLE_ABSOLUTELY_SOMETHING_ELSE_ALTOGETHER', 'unset it.'],
  ])('%s is refused with the right one', (name, sentence) => {
    expect(settingsProblems({ ...base, [name]: 'true' })).toEqual([expect.stringContaining(sentence)])
  })

  test('mistakes of every kind are told at once', () => {
    const problems = settingsProblems({
      ...base,
      AWS_REGION: 'nowhere',
      PORT: 'x',
      CONSOLE_READONLY: 'true',
      CONSOLE_READ_ONLY: 'yes',
      CONSOLE_ROLE_ARNS: 'admin',
      CONSOLE_ACCOUNT_NAMES: 'production',
      AWS_ENDPOINT_URL_LAMBDA: 'http://x',
    })
    expect(problems).toHaveLength(7)
    expect(new Set(problems).size).toBe(7)
  })
})
