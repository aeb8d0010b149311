import { expect, test } from 'vitest'
import { hashPassword, isPassword } from '@/lib/sign-in/password-hash'

test('a password is kept as a memory-hard hash with its cost and a salt of its own', async () => {
  const password = 'violet horse under water'
  const [one, two] = [await hashPassword(password), await hashPassword(password)]
  expect(one).toMatch(/^scrypt\$16\$8\$2\$[\w-]{22}\$[\w-]{43}$/)
  expect(two).not.toBe(one)
  expect(await isPassword(password, one)).toBe(true)
  expect(await isPassword(`${password} `, one)).toBe(false)
})

test('where none is kept, and for what is no hash, the answer is no', async () => {
  for (const kept of [null, undefined, '', 'violet horse', 'scrypt$8$8$1$AAAA$'])
    expect(await isPassword('', kept)).toBe(false)
})
