import { expect, test } from 'vitest'
import { sandboxEnvironment } from './sandbox-environment'

const connection = {
  port: 4567,
  accessKeyId: 'AKIASANDBOX',
  secretAccessKey: 'secret',
  regions: ['eu-central-1', 'us-east-1'],
  roleArns: ['arn:aws:iam::222222222222:role/FunctionUrlConsole'],
  accountNames: { '111111111111': 'development' },
  accountColors: { '111111111111': 'blue' },
  productionAccounts: ['111111111111'],
}

test('nothing of a real account comes along', () => {
  const inherited = {
    PATH: '/usr/bin',
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL_LAMBDA: 'https://lambda.example.com',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/role',
    aws_access_key_id: 'AKIAREAL',
    CONSOLE_READ_ONLY: 'true',
    CONSOLE_JOURNAL_KEY: 'a-key-of-the-real-journal-0123456789',
    CONSOLE_DATABASE: '/var/lib/console.db',
    DATABASE_URL: 'postgresql://console@db.example.com/real',
  }
  expect(sandboxEnvironment(inherited, connection, '/tmp/demo.db')).toEqual({
    PATH: '/usr/bin',
    CONSOLE_READ_ONLY: 'true',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4567',
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
    AWS_SECRET_ACCESS_KEY: 'secret',
    CONSOLE_REGIONS: 'eu-central-1,us-east-1',
    CONSOLE_ROLE_ARNS: 'arn:aws:iam::222222222222:role/FunctionUrlConsole',
    CONSOLE_ACCOUNT_NAMES: '111111111111=development',
    CONSOLE_ACCOUNT_COLORS: '111111111111=blue',
    CONSOLE_PRODUCTION_ACCOUNTS: '111111111111',
    CONSOLE_FUNCTION_URL_HOST: '*.lambda-url.<region>.localhost:4567',
    CONSOLE_OPEN_ON_LOOPBACK: 'true',
    CONSOLE_DATABASE: '/tmp/demo.db',
  })
})
