import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { optionsOf } from '@/lib/changes/fixtures/cli-options'
import type { Call } from '@/lib/changes/operations/table'
import { changes, corsValues } from '@/lib/changes/plan/plan-arbitraries'
import { toCli } from '@/lib/changes/plan/to-cli'

/** Prints how it was called, each argument ended by NUL after their count; get-policy answers a revision too. */
const FAKE_AWS = `exec 3>&1
aws() {
  printf '%s\\0' "$#" "$@" >&3
  if [ "$2" = get-policy ]; then echo "revision now"; fi
}
`

/** What a POSIX shell hands to the AWS CLI, command by command. */
function argumentsOf(script: string): string[][] {
  // HOME and the working directory hold nothing that a pattern could match by chance.
  const printed = execFileSync('sh', ['-c', FAKE_AWS + script], {
    cwd: '/',
    env: { HOME: '/home/x', NODE_ENV: 'test' },
    encoding: 'utf8',
  })
  const words = printed.split('\0').slice(0, -1)
  const commands: string[][] = []
  while (words.length > 0) commands.push(words.splice(0, Number(words.shift())))
  return commands
}

const flagOf = (name: string) =>
  ({
    FunctionName: 'function-name',
    Qualifier: 'qualifier',
    AuthType: 'auth-type',
    InvokeMode: 'invoke-mode',
    Cors: 'cors',
    StatementId: 'statement-id',
    Action: 'action',
    Principal: 'principal',
    SourceArn: 'source-arn',
    SourceAccount: 'source-account',
    EventSourceToken: 'event-source-token',
    PrincipalOrgID: 'principal-org-id',
    FunctionUrlAuthType: 'function-url-auth-type',
    InvokedViaFunctionUrl: 'invoked-via-function-url',
    RevisionId: 'revision-id',
    ResourceArn: 'resource-arn',
    Policy: 'policy',
    ReservedConcurrentExecutions: 'reserved-concurrent-executions',
  })[name]

function expectedOptions(call: Call, region: string): Record<string, unknown> {
  const options: Record<string, unknown> = { region }
  for (const [name, value] of Object.entries(call.input)) {
    const flag = flagOf(name) ?? ''
    if (name === 'RevisionId') options[flag] = typeof value === 'string' ? value : 'revision now'
    else if (value === false) options[`no-${flag}`] = true
    else options[flag] = typeof value === 'number' ? String(value) : value
  }
  return options
}

function actualOptions(words: readonly string[]): Record<string, unknown> {
  const options = optionsOf(words)
  const parsed = Object.entries(options).map(([name, value]) => [
    name,
    (name === 'cors' || name === 'policy') && typeof value === 'string' ? JSON.parse(value) : value,
  ])
  return Object.fromEntries(parsed)
}

const COMMANDS = {
  CreateFunctionUrlConfig: 'create-function-url-config',
  UpdateFunctionUrlConfig: 'update-function-url-config',
  DeleteFunctionUrlConfig: 'delete-function-url-config',
  AddPermission: 'add-permission',
  RemovePermission: 'remove-permission',
  PutFunctionConcurrency: 'put-function-concurrency',
  DeleteFunctionConcurrency: 'delete-function-concurrency',
  PutResourcePolicy: 'put-resource-policy',
  DeleteResourcePolicy: 'delete-resource-policy',
}

function check(calls: readonly Call[], region: string) {
  const commands = argumentsOf(calls.map((call) => toCli(call, region)).join('\n'))
  const made = commands.filter(([, command]) => command !== 'get-policy')
  expect(made.map(([service, command]) => [service, command])).toEqual(
    calls.map(({ operation }) => ['lambda', COMMANDS[operation]]),
  )
  for (const [index, call] of calls.entries())
    expect(actualOptions(made[index]?.slice(2) ?? [])).toEqual(expectedOptions(call, region))
  const later = calls.filter(({ input }) => 'RevisionId' in input && typeof input.RevisionId === 'object')
  const fetched = commands.filter(([, command]) => command === 'get-policy')
  expect(fetched.map((words) => optionsOf(words.slice(2)))).toEqual(
    later.map(({ input }) => ({
      region,
      'function-name': 'FunctionName' in input ? input.FunctionName : input.ResourceArn,
      ...('Qualifier' in input && input.Qualifier !== undefined ? { qualifier: input.Qualifier } : {}),
      query: 'RevisionId',
      output: 'text',
    })),
  )
}

describe('a POSIX shell hands every parameter to the CLI as it is', () => {
  test('for whole plans', () => {
    fc.assert(
      fc.property(changes, ({ calls, request }) => check(calls, request.identity.region)),
      { numRuns: 100 },
    )
  })

  test('for any text that holds no NUL, though no plan has such', () => {
    const texts = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~ \t\n\r=-%/:.@é漢😀\u202e'),
          fc.string({ minLength: 1, maxLength: 1 }),
        ),
      })
      .filter((text) => !text.includes('\0'))
    const hostile = fc.record({
      FunctionName: fc.constant('f'),
      StatementId: texts,
      Principal: texts,
      SourceArn: texts,
    })
    const calls = fc.array(
      hostile.map((input): Call => ({ operation: 'AddPermission', input: { Action: '*', ...input } })),
      { minLength: 1, maxLength: 10 },
    )
    fc.assert(
      fc.property(calls, (some) => {
        const commands = argumentsOf(some.map((call) => toCli(call, 'us-east-1')).join('\n'))
        const words = some.map(({ input }) => {
          const value = (flag: string, text: string) =>
            text.startsWith('-') ? [`${flag}=${text}`] : [flag, text]
          const { StatementId, Principal, SourceArn } = input as Record<string, string>
          return [
            'lambda',
            'add-permission',
            '--region',
            'us-east-1',
            '--action',
            '*',
            '--function-name',
            'f',
            ...value('--statement-id', StatementId ?? ''),
            ...value('--principal', Principal ?? ''),
            ...value('--source-arn', SourceArn ?? ''),
          ]
        })
        expect(commands).toEqual(words)
      }),
      { numRuns: 60 },
    )
  })

  test('for CORS with any text, shown without a character that a terminal may play with', () => {
    const anyTexts = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })
    const cors = fc
      .tuple(corsValues, fc.array(anyTexts))
      .map(([value, AllowHeaders]) => ({ ...value, AllowHeaders }))
    fc.assert(
      fc.property(cors, (Cors) => {
        const call: Call = {
          operation: 'UpdateFunctionUrlConfig',
          input: { FunctionName: 'f', AuthType: 'NONE', Cors },
        }
        expect(toCli(call, 'us-east-1')).toMatch(/^[\x20-\x7e\n]*$/)
        check([call], 'us-east-1')
      }),
      { numRuns: 60 },
    )
  })
})

test.each<[string, Call, string]>([
  [
    'a short call on one line',
    { operation: 'DeleteFunctionUrlConfig', input: { FunctionName: 'checkout' } },
    'aws lambda delete-function-url-config --region us-east-1 --function-name checkout',
  ],
  [
    'a long call broken before its options',
    {
      operation: 'UpdateFunctionUrlConfig',
      input: {
        FunctionName: 'checkout',
        Qualifier: 'live',
        AuthType: 'NONE',
        Cors: { AllowOrigins: ['*'], MaxAge: 60 },
      },
    },
    `aws lambda update-function-url-config --region us-east-1 --function-name checkout \\
  --qualifier live --auth-type NONE --cors '{"AllowOrigins":["*"],"MaxAge":60}'`,
  ],
  [
    'clearing CORS',
    { operation: 'UpdateFunctionUrlConfig', input: { FunctionName: 'f', AuthType: 'AWS_IAM', Cors: {} } },
    "aws lambda update-function-url-config --region us-east-1 --function-name f \\\n  --auth-type AWS_IAM --cors '{}'",
  ],
  [
    'the revision that an earlier call gives',
    {
      operation: 'AddPermission',
      input: {
        FunctionName: 'f',
        Qualifier: 'live',
        StatementId: 'a',
        Action: 'lambda:InvokeFunction',
        Principal: '*',
        InvokedViaFunctionUrl: true,
        RevisionId: { after: 0 },
      },
    },
    `REVISION_ID=$(aws lambda get-policy --region us-east-1 --function-name f --qualifier live --query RevisionId --output text) &&
aws lambda add-permission --region us-east-1 --function-name f --qualifier live \\
  --statement-id a --action lambda:InvokeFunction --principal '*' \\
  --invoked-via-function-url --revision-id "$REVISION_ID"`,
  ],
  [
    'a value that looks like an option',
    {
      operation: 'RemovePermission',
      input: { FunctionName: '-f', StatementId: '--help', RevisionId: 'r-1' },
    },
    'aws lambda remove-permission --region us-east-1 --function-name=-f --statement-id=--help \\\n  --revision-id r-1',
  ],
])('%s', (_, call, text) => {
  expect(toCli(call, 'us-east-1')).toBe(text)
})
