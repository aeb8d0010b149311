import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { preview } from '@/lib/changes/preview'
import { addFunctionUrl, addStatements } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

function openUrl() {
  const { identity, fn } = world.newFunction()
  addFunctionUrl(world.state, fn, { qualifier: 'live', authType: 'NONE' })
  const of = { Effect: 'Allow', Principal: '*', Resource: `${fn.arn}:live` } as const
  addStatements(fn, 'live', [
    {
      ...of,
      Sid: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
    {
      ...of,
      Sid: 'invoke',
      Action: 'lambda:InvokeFunction',
      Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
    },
  ])
  return identity
}

test('closing asks CloudWatch who calls, and wants the name typed where somebody does', async () => {
  const quiet = openUrl()
  const busy = openUrl()
  const counts = { requests: 7, errors4xx: 0, errors5xx: 0, latencySum: 0, latencyMin: 0, latencyMax: 0 }
  metricsOf(world.state).add(busy, Date.now() - 3_600_000, counts)
  const close = (identity: typeof busy) =>
    ask(preview, { kind: 'update', identity, AuthType: 'AWS_IAM', statements: 'follow' })
  expect(await close(quiet)).toMatchObject({ confirmation: null, traffic: { value: { last30Days: 0 } } })
  const { account, region, functionName } = busy
  expect(await close(busy)).toMatchObject({
    confirmation: `${account}/${region}/${functionName}:live`,
    danger: 'Close to the internet',
    traffic: { value: { lastDay: 7, last30Days: 7 } },
  })
})

test('a change that cuts off nobody asks for no metrics', async () => {
  const identity = openUrl()
  const planned = await ask(preview, {
    kind: 'update',
    identity,
    InvokeMode: 'RESPONSE_STREAM',
    statements: 'follow',
  })
  expect(planned.traffic).toBeUndefined()
  expect(planned.effect).toEqual({ loses: [], gains: [], unclear: [], isOpening: false })
})
