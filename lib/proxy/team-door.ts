import 'server-only'
import { bearsToken, type ProxiedRequest } from '@/lib/proxy/judge-request'
import { cookieLine, cookieOf } from '@/lib/sessions/cookies'
import { ABSOLUTE_LIMIT, changeSecret, sessionOf } from '@/lib/sessions/session-rows'

/** What becomes of a request to a console with sign-in. */
export type TeamAdmission =
  | { is: 'in'; cookie?: string }
  /** A page, for which somebody has to sign in first. */
  | { is: 'sign-in' }
  | { is: 'out' }
  /** Somebody who may know that the console is up, and no more. */
  | { is: 'up' }

/** What strangers get: signing in, and what those pages load. */
const OPEN_PATHS =
  /^\/(sign-in(\/callback)?|signed-in|set-up|invitations\/[^/]+|_next\/static\/.+|icon\.svg|favicon\.ico|apple-touch-icon\.png|icon-\d+\.png|manifest\.webmanifest|robots\.txt)$/

/**
 * Who is let through to the pages at all. It is the first check and not the only one: each verb judges who asks, and
 * does so for server actions and machine tokens alone, since their callers want to read the refusal.
 */
export async function admitToTeam(request: ProxiedRequest, now: Date): Promise<TeamAdmission> {
  const { pathname, header } = request
  // Below /api alone (`judgeRequest`); whoever bears a token has no session, so no cookie is looked at or set.
  if (bearsToken(request)) return { is: 'in' }
  if (pathname.startsWith('/_next/static/')) return { is: 'in' }
  const token = cookieOf(header('cookie'), 'session')
  const live = token ? await sessionOf(token, now) : undefined
  if (live) return { is: 'in', cookie: await newCookie(live, now) }
  if (pathname === '/api/health') return { is: 'up' }
  if (OPEN_PATHS.test(pathname) || isJudgedByVerb(request)) return { is: 'in' }
  return isPage(request) ? { is: 'sign-in' } : { is: 'out' }
}

/** After a change of rights the session goes on under another secret. */
async function newCookie(
  { session, isPrevious }: NonNullable<Awaited<ReturnType<typeof sessionOf>>>,
  now: Date,
): Promise<string | undefined> {
  if (!session.is_stale || isPrevious) return undefined
  const value = await changeSecret(session, now)
  return value && cookieLine({ kind: 'session', value, maxAge: ABSOLUTE_LIMIT / 1000 })
}

function isJudgedByVerb({ method, pathname, header }: ProxiedRequest): boolean {
  if (method === 'POST') return header('next-action') !== null
  return pathname.startsWith('/api/')
}

/** Not what a page loads for another page: that is answered so that the browser goes there as a whole. */
const isPage = ({ method, header }: ProxiedRequest) => method === 'GET' && header('rsc') === null
