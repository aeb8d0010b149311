import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { sessionKey, sessions } from '@/lib/proxy/sessions'

function begun(key = Buffer.alloc(32, 1)) {
  const announced: string[] = []
  const made = sessions({ key, port: 3000, announce: (line) => announced.push(line) })
  const admit = (pathname: string, cookie: string | null = null, isLink = false) =>
    made.admit({ pathname, cookie, isLink })
  const pair = made.cookie.split(';')[0] ?? ''
  return { announced, admit, pair, cookie: made.cookie }
}

describe('sessions', () => {
  test('a stranger is out, and may ask whether the console is up', () => {
    const { admit } = begun()
    for (const pathname of ['/', '/functions', '/api/functions', '/_next/static/a.js', '/open', '/open/'])
      expect(admit(pathname)).toBe('out')
    expect(admit('/functions', 'console-3000=', false)).toBe('out')
    expect(admit('/functions', 'console-3000=guess; console-3001=x')).toBe('out')
    expect(admit('/api/health')).toBe('up')
  })

  test('the announced address opens once, and the next is announced then', () => {
    const { announced, admit } = begun()
    const [first = ''] = announced
    expect(first).toMatch(/^\/open\/[\w-]{43}$/)
    expect(admit(`${first}x`)).toBe('out')
    expect(admit(first)).toBe('opens')
    expect(admit(first)).toBe('out')
    expect(announced).toHaveLength(2)
    expect(admit(announced[1] ?? '')).toBe('opens')
  })

  test('the cookie is in, among others too, and stays so after a restart with the same key', () => {
    const { pair, cookie } = begun()
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/)
    expect(begun().admit('/functions', `a=b; ${pair}; c=d`)).toBe('in')
    expect(begun(Buffer.alloc(32, 2)).admit('/functions', pair)).toBe('out')
  })

  test('who follows a link without a cookie is led once more', () => {
    expect(begun().admit('/functions', null, true)).toBe('again')
  })
})

describe('sessionKey', () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'session-key-')), 'key')

  test('is made once, and is for this user alone', () => {
    const key = sessionKey(file)
    expect(key).toHaveLength(32)
    expect(sessionKey(file).equals(key)).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('what others may read is taken back, what is no key is refused', () => {
    writeFileSync(file, 'short')
    expect(() => sessionKey(file)).toThrow('is no session key')
    rmSync(path.dirname(file), { recursive: true })
  })
})
