import {
  addAlias,
  addFunction,
  addFunctionUrl,
  addStatements,
  addVersion,
  regionOf,
} from '@/lib/sandbox/build'
import type { AccountState, FunctionState, SandboxState, WireStatement } from '@/lib/sandbox/state'

const NAME = 'my-function'

type Setup = (target: FunctionState, state: SandboxState) => void

function allow(target: FunctionState, statement: Partial<WireStatement>): void {
  const base: WireStatement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: target.arn }
  const { Sid, Principal, Condition } = statement
  const { Effect, Action, Resource } = { ...base, ...statement }
  addStatements(target, '$LATEST', [
    { Sid, Effect, Principal, Action, Resource, ...(Condition && { Condition }) },
  ])
}

const SOURCE = { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::test-bucket' } }

function allowS3(target: FunctionState): void {
  allow(target, { Sid: 's3', Principal: { Service: 's3.amazonaws.com' } })
}

function addRecordedAliases(target: FunctionState, routing: Record<string, number>): void {
  addVersion(target)
  addVersion(target)
  addAlias(target, { name: 'aliasname1_1', functionVersion: '1', description: 'custom-alias', routing })
  addAlias(target, { name: 'aliasname1_2', functionVersion: '1', description: 'custom-alias' })
  addAlias(target, { name: 'aliasname1_3', functionVersion: '1' })
  addAlias(target, { name: 'aliasname2', functionVersion: '2', description: 'custom-alias' })
}

/** The states of the world that the recorded answers were given in, by the name `recorded/control-plane.json` uses. */
const SETUPS: Readonly<Record<string, Setup>> = {
  function: () => undefined,
  alias: (target) => {
    addVersion(target)
    addAlias(target, { name: 'urlalias', functionVersion: '1' })
  },
  url: (target, state) => addFunctionUrl(state, target),
  'url-cors': (target, state) =>
    addFunctionUrl(state, target, { cors: { AllowOrigins: ['https://owned.example'] } }),
  'two-urls': (target, state) => {
    addAlias(target, { name: 'live' })
    addFunctionUrl(state, target, { qualifier: 'live' })
    addFunctionUrl(state, target)
  },
  live: (target) => addAlias(target, { name: 'live' }),
  versions: (target) => {
    addVersion(target)
    addVersion(target)
  },
  aliases: (target) => addRecordedAliases(target, { 2: 0.2 }),
  'aliases-updated': (target) => addRecordedAliases(target, {}),
  'aliases-deleted': (target) => {
    addRecordedAliases(target, {})
    target.aliases.delete('aliasname1_1')
  },
  list: (target) => addVersion(target),
  'policy-s3': allowS3,
  'policy-s3-source': (target) =>
    allow(target, { Sid: 's3', Principal: { Service: 's3.amazonaws.com' }, Condition: SOURCE }),
  'policy-s3-sqs': (target) => {
    allowS3(target)
    allow(target, { Sid: 'sqs', Principal: { Service: 'sqs.amazonaws.com' }, Condition: SOURCE })
  },
  'policy-logs-kinesis': (target) => {
    allow(target, { Sid: 'logs', Principal: { Service: 'logs.amazonaws.com' } })
    allow(target, { Sid: 'kinesis', Principal: { Service: 'kinesis.amazonaws.com' } })
  },
  'policy-url-only': (target) =>
    allow(target, {
      Sid: 'url-only',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }),
  'reserved-1': (target) => {
    target.reservedConcurrency = 1
  },
}

function addRecordedFunction(account: AccountState, region: string, name: string): FunctionState {
  return addFunction(regionOf(account, region), {
    name,
    runtime: 'python3.12',
    handler: 'handler.handler',
    role: `arn:aws:iam::${account.id}:role/my-role`,
    timeout: 30,
    // LocalStack's tests create their functions with an empty Environment, which AWS then answers.
    environment: {},
  })
}

/** Puts one of those states into an account and region; `none` is the empty one. */
export function setUpRecordedWorld(
  state: SandboxState,
  account: AccountState,
  region: string,
  world: string,
): void {
  if (world === 'none') return
  const setup = SETUPS[world]
  if (setup === undefined) throw new Error(`No recorded pair's world is called ${world}.`)
  setup(addRecordedFunction(account, region, NAME), state)
  if (world === 'list') addRecordedFunction(account, region, `${NAME}-2`)
}
