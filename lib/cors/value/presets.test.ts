import { describe, expect, test } from 'vitest'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { corsSchema } from '@/lib/cors/value/cors-schema'
import { CORS_PRESETS } from '@/lib/cors/value/presets'
import { corsWarnings } from '@/lib/cors/value/warnings'

const APP = 'https://app.example.com'
const address = 'https://abc.lambda-url.eu-central-1.on.aws/'
const get: PageRequest = { origin: APP, method: 'GET', headers: [], withCredentials: false }
const json = ['content-type', 'application/json'] as const
const presetOf = (id: string) => CORS_PRESETS.find((preset) => preset.id === id)

test.each(CORS_PRESETS.map((preset) => [preset.label, preset] as const))(
  '%s can be sent, and brings no warning but the one it is named for',
  (_, preset) => {
    const cors = preset.cors(APP, {})
    expect(corsSchema.safeParse(cors).error).toBeUndefined()
    const expected = { public: ['cors-any-origin'], local: ['cors-localhost'] }[preset.id] ?? []
    expect(corsWarnings(cors, preset.id === 'signed' ? 'AWS_IAM' : 'NONE').map(({ id }) => id)).toEqual(
      expected,
    )
  },
)

describe('what a preset is for works in the simulator', () => {
  test.each<[string, Partial<PageRequest>]>([
    ['public', { origin: 'https://anyone.example' }],
    ['app', { method: 'DELETE', headers: [json, ['authorization', '']] }],
    ['app-with-cookies', { method: 'PUT', headers: [json], withCredentials: true }],
    [
      'signed',
      {
        method: 'POST',
        headers: ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'].map(
          (name) => [name, ''] as const,
        ),
      },
    ],
    ['local', { origin: 'http://localhost:5173', method: 'PUT', headers: [json] }],
  ])('%s', (id, page) => {
    const cors = presetOf(id)?.cors(APP, {})
    expect(simulateCors({ address, cors }, { ...get, ...page }).verdict).toBe('allowed')
  })
})

test('local development is added to what is allowed already', () => {
  const draft = { AllowOrigins: [APP], AllowMethods: ['GET'], ExposeHeaders: ['x-id'] }
  expect(presetOf('local')?.cors('', draft)).toMatchObject({
    AllowOrigins: [APP, 'http://localhost:5173', 'http://localhost:3000'],
    AllowMethods: ['GET'],
    ExposeHeaders: ['x-id'],
  })
})
