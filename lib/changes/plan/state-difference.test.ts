import fc from 'fast-check'
import { expect, test } from 'vitest'
import { corsValues, identities, statesOf } from '@/lib/changes/plan/plan-arbitraries'
import {
  isSameState,
  isSameStatements,
  statementsMissingFrom,
  statementsOf,
} from '@/lib/changes/plan/state-difference'
import type { Cors } from '@/lib/cors/value/schema'
import { comparableCors, isSameConfig, isSameCors, storedCors } from '@/lib/function-urls/settings'

test.each<[Cors | undefined, Cors | undefined, boolean]>([
  [undefined, undefined, true],
  [undefined, {}, true],
  [undefined, { MaxAge: undefined }, true],
  [undefined, { AllowOrigins: [] }, false],
  [undefined, { AllowCredentials: false }, false],
  [{ AllowOrigins: ['a', 'b'] }, { AllowOrigins: ['b', 'a', 'b'] }, true],
  [{ AllowOrigins: ['a'] }, { AllowOrigins: ['A'] }, false],
  [{ AllowHeaders: ['X-A'] }, { AllowHeaders: ['x-a'] }, true],
  [{ ExposeHeaders: ['X-A'] }, { ExposeHeaders: ['x-a'] }, true],
  [{ AllowMethods: ['GET'] }, { AllowMethods: ['get'] }, false],
  [{ MaxAge: 0 }, { MaxAge: 1 }, false],
  [{ MaxAge: 0 }, { MaxAge: 0, AllowOrigins: [] }, false],
])('%j and %j are the same CORS: %s', (a, b, expected) => {
  expect(isSameCors(a, b)).toBe(expected)
  expect(isSameCors(b, a)).toBe(expected)
})

test('storing CORS changes nothing that matters, and twice changes nothing more', () => {
  fc.assert(
    fc.property(corsValues, (cors) => {
      expect(isSameCors(storedCors(cors), cors)).toBe(true)
      expect(storedCors(storedCors(cors))).toEqual(storedCors(cors))
      expect(comparableCors(comparableCors(cors))).toEqual(comparableCors(cors))
    }),
  )
})

const states = identities.chain(statesOf)

test('a state is the same as itself with its statements turned round, and address, times and revision moved', () => {
  fc.assert(
    fc.property(states, (state) => {
      const moved = {
        config: state.config && {
          ...state.config,
          FunctionUrl: 'x',
          CreationTime: 'x',
          LastModifiedTime: 'x',
        },
        policy: state.policy && { RevisionId: 'x', statements: [...state.policy.statements].reverse() },
      }
      expect(isSameState(state, moved)).toBe(true)
    }),
  )
})

test('a URL is not the same as none, nor as one with another setting', () => {
  fc.assert(
    fc.property(states, ({ config }) => {
      fc.pre(config !== null)
      expect(isSameConfig(config, null)).toBe(false)
      const AuthType = config.AuthType === 'NONE' ? 'AWS_IAM' : 'NONE'
      expect(isSameConfig(config, { ...config, AuthType })).toBe(false)
    }),
  )
})

test('what one list lacks of another makes the two the same when it is added', () => {
  fc.assert(
    fc.property(states, states, (one, other) => {
      const [a, b] = [statementsOf(one), statementsOf(other)]
      const common = statementsMissingFrom(statementsMissingFrom(b, a), a)
      expect(isSameStatements([...common, ...statementsMissingFrom(a, b)], b)).toBe(true)
    }),
  )
})

test('statements are counted, not only named', () => {
  const one = { Sid: 'a', Effect: 'Allow' as const }
  expect(statementsMissingFrom([one], [one, one])).toEqual([one])
  expect(isSameStatements([one], [one, one])).toBe(false)
})
