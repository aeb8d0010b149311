import { beforeEach, expect, test } from 'vitest'
import { historyStore, type PastRequest } from '@/components/probe/history-store'

const past = (part: Partial<PastRequest['request']> = {}, at = 'x'): PastRequest => ({
  at,
  status: 200,
  request: {
    method: 'GET',
    path: '/',
    query: [],
    headers: [],
    body: '',
    mode: 'unsigned',
    origin: '',
    ...part,
  },
})

beforeEach(() => sessionStorage.clear())

test('keeps the last 20, the last first, and the same list while nothing changes', () => {
  for (let i = 0; i < 25; i++) historyStore.add('a', past({ path: `/${i}` }, `${i}`))
  const requests = historyStore.read('a')
  expect(requests.map(({ request }) => request.path)).toEqual(
    Array.from({ length: 20 }, (_, i) => `/${24 - i}`),
  )
  expect(historyStore.read('a')).toBe(requests)
  expect(historyStore.read('b')).toEqual([])
  historyStore.clear('a')
  expect(historyStore.read('a')).toEqual([])
})

test('never stores the value of a header or parameter that is a credential', () => {
  const names = [
    ...[
      'Authorization',
      'authorization',
      'Cookie',
      'Proxy-Authorization',
      'X-Amz-Security-Token',
      'X-Api-Key',
    ],
    ...[
      'x-auth-token',
      'X-Client-Secret',
      'api_key',
      'access_token',
      'X-Amz-Signature',
      'password',
      'session-id',
    ],
  ]
  const pairs = names.map((name) => ({ name, value: 'DO-NOT-KEEP' }))
  historyStore.add('a', past({ headers: pairs, query: pairs }))
  const stored = JSON.stringify({ ...sessionStorage })
  expect(stored).toContain('Authorization')
  expect(stored).not.toContain('DO-NOT-KEEP')
})

test('keeps short bodies only, and reads nothing out of what is broken', () => {
  historyStore.add('a', past({ body: 'short' }))
  historyStore.add('a', past({ body: 'x'.repeat(20_000) }))
  expect(historyStore.read('a').map(({ request }) => request.body)).toEqual(['', 'short'])
  sessionStorage.setItem('requests:a', '[{"at":1},null,3')
  expect(historyStore.read('a')).toEqual([])
  sessionStorage.setItem('requests:a', '[{"at":1},null,3]')
  expect(historyStore.read('a')).toEqual([])
})
