import { describe, expect, test } from 'vitest'
import { changeLine, isBeforeUnknown } from '@/lib/outside/change-line'
import type { OutsideChange } from '@/lib/outside/schema'

const change = (part: Partial<OutsideChange>): OutsideChange => ({
  account: '111122223333',
  region: 'eu-central-1',
  functionName: 'orders',
  qualifier: 'live',
  eventId: 'e',
  at: '2026-11-28T10:00:00.000Z',
  operation: 'UpdateFunctionUrlConfig',
  requestId: 'r',
  told: { who: { name: 'mia' } },
  ...part,
})
const who = { name: 'mia' }
const readAt = '2026-11-28T09:00:00.000Z'

describe('what a change past the console changed', () => {
  test('is what differs, where both sides are known', () => {
    const line = changeLine(
      change({
        told: { who, config: { AuthType: 'NONE', Cors: { AllowOrigins: ['*'] } } },
        before: { config: { AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' }, readAt },
      }),
    )
    expect(line).toContain('AWS_IAM → NONE')
    expect(line).not.toContain('RESPONSE_STREAM')
  })

  test('is the new values alone, where nothing is known of before, and that is said', () => {
    const blind = change({ told: { who, config: { AuthType: 'NONE' } } })
    expect(changeLine(blind)).toBe('AuthType NONE · CORS none')
    expect(isBeforeUnknown(blind)).toBe(true)
    expect(isBeforeUnknown(change({ told: { who, error: { code: 'AccessDenied' } } }))).toBe(false)
    expect(isBeforeUnknown(change({ operation: 'CreateFunctionUrlConfig' }))).toBe(false)
  })

  test('of a deletion is what was there', () => {
    const deleted = change({
      operation: 'DeleteFunctionUrlConfig',
      before: { config: { AuthType: 'NONE' }, readAt },
    })
    expect(changeLine(deleted)).toBe('AuthType NONE · CORS none')
  })

  test('of a statement is its sentence, or its id where it is not known', () => {
    const Sid = 'partner'
    const statement = {
      Sid,
      Effect: 'Allow' as const,
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Resource: 'arn:aws:lambda:eu-central-1:111122223333:function:orders:live',
    }
    const added = change({ operation: 'AddPermission', told: { who, statement, statementId: Sid } })
    expect(changeLine(added)).toMatch(/everyone|anyone/i)
    const removed = { operation: 'RemovePermission', told: { who, statementId: Sid } }
    expect(changeLine(change(removed))).toBe('Statement partner')
    expect(changeLine(change({ ...removed, before: { statement, readAt } }))).toMatch(/everyone|anyone/i)
  })

  test('of concurrency is the numbers', () => {
    const stopped = { operation: 'PutFunctionConcurrency', told: { who, concurrency: 0 } }
    expect(changeLine(change({ ...stopped, before: { concurrency: null, readAt } }))).toBe(
      'Reserved concurrency not reserved → 0',
    )
    expect(changeLine(change(stopped))).toBe('Reserved concurrency 0')
  })
})
