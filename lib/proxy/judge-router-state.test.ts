import { describe, expect, test } from 'vitest'
import { judgeRouterState } from '@/lib/proxy/judge-router-state'

const judge = (headers: Record<string, string>) => judgeRouterState((name) => headers[name] ?? null)?.status

describe('judgeRouterState: where the browser’s router stands', () => {
  const state = (value: unknown) => ({ 'next-router-state-tree': encodeURIComponent(JSON.stringify(value)) })

  test('what Next’s router sends is let in', () => {
    expect(
      judge(state(['', { children: ['(console)', { children: ['__PAGE__', {}] }] }, null, null])),
    ).toBeUndefined()
  })

  test.each([
    '',
    'x',
    '%',
    '%5B',
    'null',
    '%7B%7D',
    '%5B%22%22%5D',
    '%5B1%2C%7B%7D%5D',
    '%5B%22%22%2C%7B%22a%22%3A1%7D%5D',
    '%5B%22%22%2C%7B%7D%5D, %5B%22%22%2C%7B%7D%5D',
    '['.repeat(30_000),
    'a'.repeat(50_000),
  ])('%# is none', (text) => expect(judge({ 'next-router-state-tree': text })).toBe(400))
})
