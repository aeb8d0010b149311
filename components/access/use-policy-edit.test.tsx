// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { usePolicyEdit } from '@/components/access/use-policy-edit'
import type { Policy, Statement } from '@/lib/permissions/schema'

const identity = { account: '111122223333', region: 'us-east-1', functionName: 'checkout', qualifier: 'live' }
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:checkout:live'
const bucket: Statement = {
  Sid: 'bucket',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
}
const topic: Statement = { ...bucket, Sid: 'topic', Principal: { Service: 'sns.amazonaws.com' } }
const skill: Statement = {
  ...bucket,
  Sid: 'alexa',
  Condition: { StringEquals: { 'lambda:EventSourceToken': 'amzn1.ask.skill.secret' } },
}
const policyOf = (...statements: Statement[]): Policy => ({ RevisionId: 'r1', statements })

const leave = () => window.dispatchEvent(new Event('pagehide'))
const kept = () => JSON.stringify({ ...sessionStorage })

/** Opens the editor on a policy, makes of it what is given, and leaves the page. */
function editAndLeave(policy: Policy, to: { from: Statement[]; to: Statement[] }): void {
  const { result } = renderHook(() => usePolicyEdit(identity, policy))
  act(() => result.current.change({ ...result.current.edit, ...to }))
  leave()
}

beforeEach(() => sessionStorage.clear())
afterEach(cleanup)

describe('the draft of an edited policy', () => {
  test('is kept', () => {
    editAndLeave(policyOf(bucket), { from: [bucket], to: [bucket, topic] })
    expect(kept()).toContain('topic')
    const again = renderHook(() => usePolicyEdit(identity, policyOf(bucket)))
    expect(again.result.current.edit.to).toEqual([bucket, topic])
  })

  test.each<[string, Policy, { from: Statement[]; to: Statement[] }]>([
    ['that began with a token', policyOf(skill), { from: [skill], to: [skill, topic] }],
    ['from which the token was removed', policyOf(skill, bucket), { from: [skill, bucket], to: [topic] }],
    [
      'that began with a token which others have removed since',
      policyOf(skill),
      { from: [bucket], to: [bucket, topic] },
    ],
    ['that a token was typed into', policyOf(bucket), { from: [bucket], to: [bucket, skill] }],
  ])('%s is not kept at all', (_, policy, to) => {
    editAndLeave(policy, to)
    expect(kept()).toBe('{}')
  })
})
