import 'server-only'
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'

const KEY_BYTES = 32
const OPEN_PATH = '/open/'
/** In seconds: 30 days. */
const MAX_AGE = 30 * 24 * 60 * 60

/** What becomes of a request, by who sends it; `up`: a stranger who may know that the console is up, and no more. */
type Admission = 'in' | 'opens' | 'again' | 'up' | 'out'

export interface Asker {
  pathname: string
  cookie: string | null
  /** Fetch Metadata: another page has led here. */
  isLink: boolean
}

/**
 * Who may use a console on this computer. Loopback vouches for the machine and not for the person, so the start
 * program prints an address with a secret that only its reader has; it is used up by the first request, which gets
 * the session's cookie for it.
 */
export interface Sessions {
  admit(asker: Asker): Admission
  /** The Set-Cookie line of a session. */
  cookie: string
}

export interface SessionOptions {
  key: Buffer
  /** Cookies know no ports: two consoles of one person must not throw each other's away. */
  port: number
  /** Tells the path that opens the console next; a used one opens nothing. */
  announce: (path: string) => void
}

export function sessions({ key, port, announce }: SessionOptions): Sessions {
  const name = `console-${port}`
  const value = createHmac('sha256', key).update(`session ${port}`).digest('base64url')
  let secret = ''
  const renew = () => {
    secret = randomBytes(KEY_BYTES).toString('base64url')
    announce(`${OPEN_PATH}${secret}`)
  }
  renew()
  const isKnown = (cookie: string | null) => valuesOf(cookie ?? '', name).some((each) => isSame(each, value))
  return {
    cookie: `${name}=${value}; Path=/; Max-Age=${MAX_AGE}; HttpOnly; SameSite=Strict`,
    admit: ({ pathname, cookie, isLink }) => {
      if (pathname.startsWith(OPEN_PATH)) {
        const isRight = isSame(pathname.slice(OPEN_PATH.length), secret)
        if (isRight) renew()
        return isRight || isKnown(cookie) ? 'opens' : 'out'
      }
      if (isKnown(cookie)) return 'in'
      if (pathname === '/api/health') return 'up'
      return isLink ? 'again' : 'out'
    },
  }
}

/** The key behind the sessions of this computer's user: made once, for this user's eyes only, also after a restart. */
export function sessionKey(file: string): Buffer {
  try {
    // `wx`: of two consoles that begin at once, one writes and both read the same.
    writeFileSync(file, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  chmodSync(file, 0o600)
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES)
    throw new Error(`${file} is no session key of the console: remove it to have a new one made`)
  return key
}

function valuesOf(cookie: string, name: string): string[] {
  return cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}

/** In a time that says nothing of where two texts differ, nor how long they are. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
