import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestCure } from '@/lib/cors/effects/request-cure'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'

const address = 'https://abc.lambda-url.eu-central-1.on.aws/'
const SHOP = 'https://shop.example.com'
const ADMIN = 'https://admin.example.com'
const JSON_TYPE = ['content-type', 'application/json'] as const
const shop: Cors = { AllowOrigins: [SHOP], AllowMethods: ['GET'] }
const get: PageRequest = { origin: SHOP, method: 'GET', headers: [], withCredentials: false }

describe('one change cures a request', () => {
  test.each<[string, Cors, Partial<PageRequest>, string | null, Cors]>([
    ['nothing is wrong', shop, {}, null, shop],
    ['the origin', shop, { origin: ADMIN }, 'Allow this origin', { ...shop, AllowOrigins: [SHOP, ADMIN] }],
    [
      'the origin alone, since GET needs no preflight',
      { AllowOrigins: [SHOP] },
      { origin: ADMIN },
      'Allow this origin',
      { AllowOrigins: [SHOP, ADMIN] },
    ],
    [
      'origin and method, the entry that was meant being mended',
      { AllowOrigins: [SHOP, `${ADMIN}/`], AllowMethods: ['GET'] },
      { origin: ADMIN, method: 'PUT' },
      'Allow this origin and PUT',
      { AllowOrigins: [SHOP, ADMIN], AllowMethods: ['GET', 'PUT'] },
    ],
    [
      'a header and credentials',
      shop,
      { headers: [JSON_TYPE], withCredentials: true },
      'Allow the header content-type and credentials',
      { ...shop, AllowHeaders: ['content-type'], AllowCredentials: true },
    ],
    [
      'authorization beside *',
      { ...shop, AllowHeaders: ['*'] },
      { headers: [['Authorization', '']] },
      'Allow the header authorization',
      { ...shop, AllowHeaders: ['*', 'authorization'] },
    ],
    [
      'the methods by name in place of *, with credentials',
      { AllowOrigins: [SHOP], AllowMethods: ['*'], AllowCredentials: true },
      { method: 'PUT', withCredentials: true },
      'Allow each method by name in place of *',
      {
        AllowOrigins: [SHOP],
        AllowMethods: ['GET', 'PUT', 'HEAD', 'POST', 'PATCH', 'DELETE'],
        AllowCredentials: true,
      },
    ],
    [
      'CORS that is off',
      {},
      { method: 'DELETE' },
      'Allow this origin and DELETE',
      { AllowOrigins: [SHOP], AllowMethods: ['DELETE'] },
    ],
    ['an opaque origin cannot be listed', shop, { origin: 'null' }, null, shop],
    ['a method that AWS does not take', shop, { method: 'PURGE' }, null, shop],
    ['patch in small letters', shop, { method: 'patch' }, null, shop],
  ])('%s', (_, cors, part, label, cured) => {
    const cure = requestCure({ address, cors }, { ...get, ...part })
    expect(cure?.label ?? null).toBe(label)
    expect(cure?.cors ?? cors).toEqual(cured)
  })

  test('not where the function’s own code sets the header too', () => {
    const ownHeaders = [['access-control-allow-origin', '*']] as const
    expect(requestCure({ address, cors: shop, ownHeaders }, get)).toBeNull()
  })
})

const origin = fc.constantFrom(SHOP, ADMIN, 'http://localhost:5173', `${ADMIN}/`, 'null', '*')
const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'patch', '*')
const header = fc.constantFrom('content-type', 'authorization', 'x-id', '*')
const cors = fc.record(
  {
    AllowOrigins: fc.uniqueArray(origin, { maxLength: 3 }),
    AllowMethods: fc.uniqueArray(method, { maxLength: 3 }),
    AllowHeaders: fc.uniqueArray(header, { maxLength: 3 }),
    AllowCredentials: fc.boolean(),
  },
  { requiredKeys: [] },
)
const request = fc.record({
  origin: origin.filter((each) => each !== '*'),
  method,
  headers: fc.array(
    header.filter((each) => each !== '*').map((name) => [name, 'x'] as const),
    { maxLength: 2 },
  ),
  withCredentials: fc.boolean(),
})

test('a cure does what it says, and brings no problem that was not there', () => {
  fc.assert(
    fc.property(cors, request, (draft, page) => {
      const cure = requestCure({ address, cors: draft }, page)
      if (cure === null) return
      expect(simulateCors({ address, cors: draft }, page).verdict).not.toBe('allowed')
      expect(simulateCors({ address, cors: cure.cors }, page).verdict).toBe('allowed')
      expect(corsIssues(cure.cors).length).toBeLessThanOrEqual(corsIssues(draft).length)
    }),
    { numRuns: 1_000 },
  )
})
