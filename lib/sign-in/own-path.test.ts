import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownPath } from '@/lib/sign-in/own-path'

test.each(['/', '/findings?severity=high', '/functions/1/eu-west-1/a%20b#cors', '/signed-in'])(
  '%s is kept',
  (path) => {
    expect(ownPath(path)).toBe(path)
  },
)

test.each([
  undefined,
  '',
  'findings',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/..//evil.example',
  '/sign-in',
  '/sign-in/callback?code=1',
  '/set-up',
  '/invitations/x',
])('%j leads home', (path) => {
  expect(ownPath(path)).toBe('/')
})

test('whatever is asked for, a browser stays here', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', 'a', '\t', '%', '?', '#') }),
      (text) => {
        const own = 'https://console.example'
        expect(new URL(ownPath(`/${text}`), own).origin).toBe(own)
      },
    ),
  )
})
