import { DeleteAliasCommand } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addAlias,
  addCredential,
  addFunction,
  addFunctionUrl,
  addStatements,
  regionOf,
} from '@/lib/sandbox/build'
import {
  callFunctionUrl,
  type FunctionUrlResponse,
  functionUrlHost,
} from '@/lib/sandbox/data-plane/call-function-url'
import { signFunctionUrlCall } from '@/lib/sandbox/data-plane/sign-function-url-call'
import recorded from '@/lib/sandbox/recorded/data-plane.json'
import notApplicable from '@/lib/sandbox/recorded/data-plane-not-applicable.json'
import type {
  FunctionBehaviour,
  FunctionState,
  SandboxPrincipal,
  WireCors,
  WireStatement,
} from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

interface RecordedPair {
  name: string
  /** The state the pair was made in; `note` says what is assumed of it. */
  world: {
    note: string
    grants: string[]
    isExempt?: boolean
    authType?: 'NONE' | 'AWS_IAM'
    invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
    alias?: 'present' | 'deleted'
    cors?: WireCors
    behaviour: FunctionBehaviour
    /** Calls this URL id instead of the one that was made. */
    urlId?: string
  }
  request: {
    method: string
    path: string
    headers?: Record<string, string>
    body?: string
    isSigned?: boolean
  }
  expected: {
    status: number
    /** In this order and spelling. */
    headers?: [string, string][]
    headerPatterns?: Record<string, string>
    /** No Vary and no Access-Control header but those listed. */
    hasNoOtherCorsHeader?: boolean
    body?: string
    /** Members that the JSON body has; `<text>` stands for any text, `<host>` for the URL's host. */
    json?: unknown
    absentInContext?: string
  }
}

// The file is JSON: its literals arrive as plain texts.
const PAIRS = recorded as unknown as RecordedPair[]

let world: TestWorld
let user: SandboxPrincipal

beforeAll(async () => {
  world = await startTestWorld()
  const denied = ['lambda:*']
  user = addCredential(world.state, {
    account: TEST_ACCOUNT,
    arn: `arn:aws:iam::${TEST_ACCOUNT}:user/ann`,
    denied,
  })
})

afterAll(() => world.close())

function statement(grant: string, resource: string): WireStatement {
  const isFunction = grant === 'function'
  const authType = grant === 'url' ? 'NONE' : 'AWS_IAM'
  return {
    Sid: grant,
    Effect: 'Allow',
    Principal: grant === 'url-for-user' ? { AWS: user.arn } : '*',
    Action: isFunction ? 'lambda:InvokeFunction' : 'lambda:InvokeFunctionUrl',
    Resource: resource,
    Condition: isFunction
      ? { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }
      : { StringEquals: { 'lambda:FunctionUrlAuthType': authType } },
  }
}

async function setUp(pair: RecordedPair, index: number): Promise<FunctionState> {
  const { grants, isExempt, alias, authType, invokeMode, cors, behaviour } = pair.world
  world.account.hasTwoPermissionException = isExempt === true
  const fn = addFunction(regionOf(world.account, TEST_REGION), { name: `recorded-${index}`, behaviour })
  const qualifier = alias === undefined ? '$LATEST' : 'live'
  const resource = alias === undefined ? fn.arn : `${fn.arn}:live`
  if (alias !== undefined) addAlias(fn, { name: 'live' })
  addFunctionUrl(world.state, fn, { qualifier, authType, invokeMode, cors })
  const statements = grants.map((grant) => statement(grant, resource))
  if (statements.length > 0) addStatements(fn, qualifier, statements)
  if (alias === 'deleted') {
    await world.lambda.send(new DeleteAliasCommand({ FunctionName: fn.name, Name: 'live' }))
  }
  return fn
}

/** The headers that the recordings speak of: those listed, and everything of CORS. */
function comparable({ lines }: FunctionUrlResponse, listed: readonly (readonly [string, string])[]) {
  const names = new Set(listed.map(([name]) => name.toLowerCase()))
  return lines.filter(([name]) => names.has(name.toLowerCase()))
}

function corsLines({ lines }: FunctionUrlResponse) {
  return lines.filter(([name]) => /^(vary|access-control-.*)$/i.test(name))
}

/** Turns the recorded placeholders into what Vitest compares by pattern. */
function pattern(value: unknown, host: string): unknown {
  if (value === '<text>') return expect.any(String)
  if (value === '<host>') return host
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, pattern(member, host)]))
}

describe('recorded answers of real function URLs', () => {
  test.each(PAIRS.map((pair, index) => ({ ...pair, index })))('$name', async (pair) => {
    const fn = await setUp(pair, pair.index)
    const [url] = fn.urls.values()
    const address = { urlId: pair.world.urlId ?? url?.urlId ?? '', region: TEST_REGION }
    const signature = pair.request.isSigned ? await signFunctionUrlCall(address, user) : {}
    const headers = { ...pair.request.headers, ...signature }
    const { method, path, body } = pair.request
    const response = await callFunctionUrl({
      ...address,
      port: world.sandbox.port,
      method,
      path,
      headers,
      body,
    })
    const { expected } = pair

    expect(response.status).toBe(expected.status)
    if (expected.headers) expect(comparable(response, expected.headers)).toEqual(expected.headers)
    if (expected.hasNoOtherCorsHeader) {
      const listed = (expected.headers ?? []).filter(([name]) => /^(vary|access-control-)/i.test(name))
      expect(corsLines(response)).toEqual(listed)
    }
    for (const [name, text] of Object.entries(expected.headerPatterns ?? {})) {
      expect(response.headers[name.toLowerCase()]).toMatch(new RegExp(text))
    }
    if (expected.body !== undefined) expect(response.body).toBe(expected.body)
    if (expected.json) {
      const seen = JSON.parse(response.body)
      expect(seen).toMatchObject(pattern(expected.json, functionUrlHost(address)) as object)
      if (expected.absentInContext) expect(seen.requestContext).not.toHaveProperty(expected.absentInContext)
    }
  })

  test('carries all 31 of them, or says why not', () => {
    const names = [...PAIRS, ...notApplicable].map(({ name }) => name)
    expect(new Set(names).size).toBe(31)
    expect(PAIRS).toHaveLength(29)
    for (const { reason } of notApplicable) expect(reason).toMatch(/\w+ .+\.$/)
  })
})
