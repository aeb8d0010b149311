import 'server-only'
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { singleton } from '@/lib/process/singleton'

/** 2^16 blocks of 1 KB, twice: 64 MB and some 0.3 s (OWASP, Password Storage, scrypt). */
const COST = { log2N: 16, r: 8, p: 2 }
/** As the process has it: tests that are about something else make it small. */
const costNow = () => singleton('password-cost', () => COST)
const LENGTH = 32
/** So many at once: guessing must not take the machine's memory. */
const AT_ONCE = 2

const queue = singleton<{ running: number; waiting: (() => void)[] }>('password-hashes', () => ({
  running: 0,
  waiting: [],
}))

/** A password as it is kept: `scrypt$16$8$2$salt$hash`, so that a later cost can be another one. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const { log2N, r, p } = costNow()
  const hash = await derived(password, salt, { log2N, r, p })
  return ['scrypt', log2N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether it is the password that was kept. Where none was kept, as much work is done and the answer is no. */
export async function isPassword(password: string, kept: string | null | undefined): Promise<boolean> {
  const [kind, log2N, r, p, salt = '', hash = ''] = (kept ?? '').split('$')
  if (kind !== 'scrypt') {
    await derived(password, randomBytes(16), costNow())
    return false
  }
  const right = Buffer.from(hash, 'base64url')
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) }
  const given = await derived(password, Buffer.from(salt, 'base64url'), cost)
  return given.length === right.length && timingSafeEqual(given, right)
}

async function derived(password: string, salt: Buffer, { log2N, r, p }: typeof COST): Promise<Buffer> {
  const N = 2 ** log2N
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  await turn()
  try {
    return await new Promise((resolve, reject) =>
      scrypt(password.normalize('NFKC'), salt, LENGTH, options, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    )
  } finally {
    queue.running -= 1
    queue.waiting.shift()?.()
  }
}

async function turn(): Promise<void> {
  if (queue.running >= AT_ONCE) await new Promise<void>((resolve) => queue.waiting.push(resolve))
  queue.running += 1
}
