import { expect, test } from 'vitest'
import { corsHints } from '@/lib/findings/cors-hints'

test('warnings that no rule reports are told beside one URL; those that one does are not told twice', () => {
  const cors = {
    AllowOrigins: ['http://shop.example', 'chrome-extension://abc'],
    AllowHeaders: ['*'],
    ExposeHeaders: ['set-cookie'],
    MaxAge: 86_400,
  }
  expect(corsHints(cors, 'AWS_IAM').map(({ id }) => id)).toEqual([
    'cors-unusual-scheme',
    'cors-no-method',
    'cors-any-header-without-authorization',
    'cors-exposed-set-cookie',
  ])
  expect(corsHints(undefined, 'NONE')).toEqual([])
})
