import { expect, test } from 'vitest'
import { judgeActionOf } from '@/lib/proxy/action-pages'

const judge = judgeActionOf({
  a1: {
    workers: {
      'app/(console)/functions/create/page': {},
      'app/(console)/functions/[account]/[region]/page': {},
      'app/docs/[...rest]/page': {},
      'app/page': {},
    },
  },
})

test.each(['/functions/create', '/functions/create/', '/functions/1/eu-central-1', '/docs/a/b', '/'])(
  'the page at %s makes the call',
  (path) => expect(judge('a1', path)).toBeUndefined(),
)

test.each([
  '/functions',
  '/functions/1',
  '/functions/1/2/3',
  '/docs',
  '/api/functions',
  '/x/functions/create',
])('what is at %s does not', (path) => expect(judge('a1', path)).toMatchObject({ status: 404 }))

test('nothing makes a call that nobody knows', () => {
  expect(judge('b2', '/functions/create')).toMatchObject({
    status: 404,
    headers: { 'x-nextjs-action-not-found': '1' },
  })
})
