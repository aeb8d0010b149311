import { describe, expect, test } from 'vitest'
import { findingsOf } from '@/lib/access/findings-of'
import { invoke, open, signed, url } from '@/lib/access/fixtures/access-states'
import { FINDING_CASES, stateOf } from '@/lib/findings/fixtures/finding-cases'
import { judgeState, remedyOf } from '@/lib/findings/judge-state'
import { evidenceOf } from '@/lib/findings/rule'
import { RULE_IDS } from '@/lib/findings/rule-ids'
import { SEVERITIES } from '@/lib/findings/severity'
import { FINDING_RULES, ruleOf } from '@/lib/findings/table'
import { changeRequestSchema } from '@/lib/requests/change-request'

describe('every rule', () => {
  test('has a case, and an id of its own', () => {
    const ids = FINDING_RULES.map(({ id }) => id)
    expect(Object.keys(FINDING_CASES).sort()).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(ids.length)
    expect([...RULE_IDS]).toEqual([...ids].sort())
    expect(FINDING_RULES.map(({ severity }) => SEVERITIES.indexOf(severity))).toEqual(
      FINDING_RULES.map(({ severity }) => SEVERITIES.indexOf(severity)).sort(),
    )
  })

  test.each(FINDING_RULES.map((rule) => [rule.id, rule] as const))('%s: found', (id, rule) => {
    const state = FINDING_CASES[id]?.has ?? stateOf(open())
    const evidence = evidenceOf(rule, state)
    expect(evidence).toMatchObject({ is: 'found' })
    expect(evidence.is === 'found' && evidence.text.every((text) => /^.+[.:]?$/su.test(text))).toBe(true)
    const remedy = remedyOf(rule, state)
    if (remedy && 'cures' in remedy) {
      expect(remedy.cures.length).toBeGreaterThan(0)
      for (const { request } of remedy.cures)
        expect(changeRequestSchema.safeParse(request).error).toBeUndefined()
    } else expect(remedy?.advice).toMatch(/\.$/)
  })

  test.each(FINDING_RULES.map((rule) => [rule.id, rule] as const))('%s: just not', (id, rule) => {
    const state = FINDING_CASES[id]?.almost ?? stateOf(open())
    expect(evidenceOf(rule, state)).toEqual({ is: 'absent' })
    expect(remedyOf(rule, state)).toBeUndefined()
  })

  test.each(FINDING_RULES.map((rule) => [rule.id, rule] as const))('%s: not known', (id, rule) => {
    expect(evidenceOf(rule, FINDING_CASES[id]?.unknown ?? stateOf(open()))).toMatchObject({ is: 'unknown' })
  })

  test.each(FINDING_RULES.map((rule) => [rule.id, rule] as const))(
    '%s says in whole sentences why, what to do and what it cannot know',
    (_, { title, why, remedy, cannotKnow }) => {
      expect(title).not.toMatch(/\.$/)
      for (const text of [why, remedy, cannotKnow]) expect(text).toMatch(/^[A-Z*].+\.$/su)
    },
  )
})

describe('the findings of a state', () => {
  test('come the most severe first, with what could not be judged beside them', () => {
    const { found, unknown } = judgeState(stateOf(open(url(), invoke({ Condition: undefined }))))
    expect(found.map(({ rule }) => rule.id)).toEqual(['direct-invoke', 'public'])
    expect(new Set(unknown.map(({ part }) => part))).toEqual(new Set(['requests', 'owner', 'organisation']))
  })

  test('a leftover is none as long as it is not known whether there is a URL', () => {
    const { found, unknown } = judgeState(FINDING_CASES['leftover-without-url']?.unknown ?? stateOf(open()))
    expect(found).toEqual([])
    expect(unknown.find(({ rule }) => rule.id === 'leftover-without-url')).toMatchObject({
      part: 'function URL',
    })
  })

  test('each problem that Access tells of is told by a rule too', () => {
    const facts = [
      open(),
      open(url()),
      signed(url(), invoke()),
      open(url(), invoke({ Condition: undefined })),
    ]
    for (const access of facts) {
      const ids = judgeState(stateOf(access)).found.map(({ rule }) => rule.id)
      expect(findingsOf(access).length > 0).toBe(ids.some((id) => ruleOf(id)?.page === 'access'))
    }
  })
})
