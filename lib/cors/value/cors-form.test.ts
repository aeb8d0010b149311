import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CorsFormValue,
  corsFormIssues,
  corsToForm,
  formToCors,
  isOnButEmpty,
} from '@/lib/cors/value/cors-form'
import { countCorsChanges } from '@/lib/function-urls/setting-differences'

const list = fc.array(fc.string())
const storedCors = fc.record(
  {
    AllowOrigins: list,
    AllowMethods: list,
    AllowHeaders: list,
    ExposeHeaders: list,
    AllowCredentials: fc.boolean(),
    MaxAge: fc.nat(86_400),
  },
  { requiredKeys: [] },
)

test('what is stored comes out of an untouched form as it went in, through a draft in JSON too', () => {
  fc.assert(
    fc.property(storedCors, (cors) => {
      const draft = JSON.parse(JSON.stringify(corsToForm(cors)))
      expect(formToCors(draft)).toEqual(cors)
      expect(countCorsChanges(cors, formToCors(draft))).toBe(0)
    }),
  )
})

describe('off and empty are two things', () => {
  test('no CORS stored: the form is off and sends {}', () => {
    expect(corsToForm(undefined).enabled).toBe(false)
    expect(formToCors(corsToForm(undefined))).toEqual({})
  })

  test('switched off: {} whatever the members hold', () => {
    const value = corsToForm({ AllowOrigins: ['https://a.example'], MaxAge: 5 })
    expect(formToCors({ ...value, enabled: false })).toEqual({})
  })

  test('switched on and left empty: a member goes along, since {} would clear', () => {
    const value = { ...corsToForm(undefined), enabled: true }
    expect(isOnButEmpty(value)).toBe(true)
    expect(formToCors(value)).toEqual({ AllowOrigins: [] })
  })

  test('every member explicitly empty is on but empty', () => {
    expect(isOnButEmpty(corsToForm({ AllowOrigins: [], AllowCredentials: false, MaxAge: 0 }))).toBe(true)
    expect(isOnButEmpty(corsToForm({ AllowOrigins: ['*'] }))).toBe(false)
    expect(isOnButEmpty(corsToForm(undefined))).toBe(false)
  })
})

describe('the check of the form', () => {
  const pathsOf = (value: CorsFormValue) => corsFormIssues(value).map(({ path }) => path.join('.'))

  test('has the issues of what would be sent, on the fields', () => {
    const value = corsToForm({ AllowOrigins: ['https://a.example', 'b.example'], MaxAge: 100_000 })
    expect(pathsOf(value)).toEqual(['AllowOrigins.1', 'MaxAge'])
  })

  test('says nothing about members while CORS is off', () => {
    const value = corsToForm({ AllowOrigins: ['b.example'] })
    expect(pathsOf({ ...value, MaxAge: Number.NaN, enabled: false })).toEqual([])
  })

  test('asks for a number where none was typed', () => {
    expect(pathsOf({ ...corsToForm({ AllowOrigins: ['*'] }), MaxAge: Number.NaN })).toEqual(['MaxAge'])
  })
})
