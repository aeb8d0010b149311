import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as lambdaSdk from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAccount, addCredential, createState } from '@/lib/sandbox/build'
import { setUpRecordedWorld } from '@/lib/sandbox/recorded-worlds'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import { TEST_REGION } from '@/lib/sandbox/test-world'
import { captureAnswers } from '@/lib/sandbox/wire-capture'

interface RecordedPair {
  name: string
  source: string
  operation: string
  request: Readonly<Record<string, unknown>>
  world: string
  assumes: string
  expect: {
    status?: number
    code?: string
    message?: string
    /** Single violations of one message; the recorder sorted them, so their order is no evidence. */
    violations?: readonly string[]
    body?: Readonly<Record<string, unknown>>
    isPartial?: boolean
    isEmpty?: boolean
  }
}

const RECORDED = path.join(import.meta.dirname, 'recorded')
const TOTAL_PAIRS = 175
const NOT_APPLICABLE = ['not-applicable.json', 'data-plane-not-applicable.json']

function readRecorded<Entry>(file: string): Entry[] {
  return JSON.parse(readFileSync(path.join(RECORDED, file), 'utf8')) as Entry[]
}

// What is different on every account and every run is compared by pattern.
const PATTERNS: Readonly<Record<string, RegExp>> = {
  '<timestamp>': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d{9}Z|\d{3}\+0000)$/,
  '<uuid>': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  '<sha256>': /^[A-Za-z0-9+/]{43}=$/,
  '<function url>': /^http:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.localhost:\d+\/$/,
  '<marker>': /^[A-Za-z0-9+/]{120,136}={0,2}$/,
}

function expected(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value === '<size>') return expect.any(Number)
    if (value === '<anything>') return expect.anything()
    const pattern = PATTERNS[value]
    return pattern ? expect.stringMatching(pattern) : value
  }
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, expected(member)]))
}

type Command = Parameters<lambdaSdk.LambdaClient['send']>[0]

function commandOf({ operation, request }: RecordedPair): Command {
  const Constructor = (lambdaSdk as unknown as Record<string, new (input: unknown) => Command>)[
    `${operation}Command`
  ]
  if (Constructor === undefined) throw new Error(`The SDK has no ${operation}.`)
  return new Constructor(request)
}

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ state: createState(), throttle: false })
})

afterAll(() => sandbox.close())

/** Sends the request of a pair with the real SDK to an account of its own in the state that the pair assumes. */
async function replay(pair: RecordedPair) {
  const id = pair.source.startsWith('radkawar') ? '000000000000' : '111111111111'
  const account = addAccount(sandbox.state, { id })
  setUpRecordedWorld(sandbox.state, account, TEST_REGION, pair.world)
  const client = new lambdaSdk.LambdaClient({
    endpoint: sandbox.url,
    region: TEST_REGION,
    credentials: addCredential(sandbox.state, { account: id }),
    maxAttempts: 1,
  })
  const lastAnswer = captureAnswers(client)
  const failure = await client.send(commandOf(pair)).then(
    () => undefined,
    (error: unknown) => error,
  )
  return { answer: lastAnswer(), failure }
}

const pairs = readRecorded<RecordedPair>('control-plane.json')

describe('recorded answers of the control plane', () => {
  test.each(pairs.map((pair) => [pair.name, pair] as const))('%s', async (_name, pair) => {
    const { answer, failure } = await replay(pair)
    const { status, code, message, violations, body, isPartial, isEmpty } = pair.expect
    if (status !== undefined) expect(answer.status).toBe(status)
    expect(answer.headers['x-amzn-errortype']).toBe(code)
    if (code !== undefined) expect(failure).toMatchObject({ name: code })
    if (message !== undefined) expect(failure).toMatchObject({ message })
    if (violations !== undefined) {
      const [count, list = ''] = String((failure as Error).message).split(' detected: ')
      expect(count).toMatch(violations.length === 1 ? /^1 validation error$/ : /^\d+ validation errors$/)
      expect(list.split('; ').sort()).toEqual([...violations].sort())
    }
    if (isEmpty) expect(answer.body).toBe('')
    if (body === undefined) return
    const sent: unknown = JSON.parse(answer.body)
    if (isPartial) expect(sent).toMatchObject(expected(body) as Record<string, unknown>)
    else expect(sent).toEqual(expected(body))
  })

  test('cover, with the data plane and what cannot be replayed, every recorded pair once', () => {
    const files = ['control-plane.json', 'data-plane.json', ...NOT_APPLICABLE]
    const names = files.flatMap((file) => readRecorded<{ name: string }>(file).map(({ name }) => name))
    expect(new Set(names).size).toBe(names.length)
    expect(names).toHaveLength(TOTAL_PAIRS)
  })

  test('give a reason for each that cannot be replayed', () => {
    const entries = NOT_APPLICABLE.flatMap((file) => readRecorded<{ reason: string }>(file))
    expect(entries.filter(({ reason }) => !reason)).toEqual([])
  })
})
