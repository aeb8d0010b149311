import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corsMatrix, type MatrixCell } from '@/lib/cors/effects/matrix'
import { placed } from '@/lib/cors/fixtures/cors-case'
import { corsCase } from '@/lib/cors/fixtures/cors-case-arbitraries'
import { corsConfig } from '@/lib/cors/fixtures/cors-config-arbitraries'
import { simulateCors } from '@/lib/cors/simulator/simulate'

const ADDRESS = 'https://abc.lambda-url.eu-central-1.on.aws/'
const APP = 'https://app.example'
const METHODS = ['GET', 'put', 'PATCH', 'OPTIONS', 'TRACE']
const ORIGINS = [APP, 'https://other.example', 'null', 'http://localhost', '{page}', new URL(ADDRESS).origin]

describe('the matrix', () => {
  test('says in every cell what the simulation says', () => {
    fc.assert(
      fc.property(corsCase, corsConfig, (each, after) => {
        const { url, request } = placed(each, APP, ADDRESS)
        const { headers, withCredentials } = request
        const { cors: before, ...others } = url
        const rows = corsMatrix(before, after ?? undefined, ORIGINS, METHODS, {
          ...others,
          headers,
          withCredentials,
        })
        const allows = (cors: typeof before, origin: string, method: string) =>
          ['allowed', 'same-origin'].includes(
            simulateCors({ ...url, cors }, { ...request, origin, method }).verdict,
          )
        const expected = ORIGINS.map((origin) => ({
          origin,
          cells: METHODS.map(
            (method): MatrixCell => ({
              method,
              before: allows(before, origin, method),
              after: allows(after ?? undefined, origin, method),
            }),
          ),
        }))
        expect(rows).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('shows what a change newly blocks and newly allows', () => {
    const before = { AllowOrigins: [APP], AllowMethods: ['GET', 'DELETE'] }
    const after = { AllowOrigins: [APP, 'https://new.example'], AllowMethods: ['GET', 'PUT'] }
    const context = { address: ADDRESS, headers: [], withCredentials: false }
    const rows = corsMatrix(before, after, [APP, 'https://new.example'], ['PUT', 'DELETE'], context)
    expect(rows.map(({ cells }) => cells)).toEqual([
      [
        { method: 'PUT', before: false, after: true },
        { method: 'DELETE', before: true, after: false },
      ],
      [
        { method: 'PUT', before: false, after: true },
        { method: 'DELETE', before: false, after: false },
      ],
    ])
  })
})
