const ELSEWHERE = /^\/(sign-in|set-up|invitations)(\/|\?|#|$)/

/** Where to go after signing in: a path of the console as it was given, or the home page for anything else. */
export function ownPath(next: string | undefined): string {
  if (!next || next.length > 4_000 || !next.startsWith('/') || ELSEWHERE.test(next)) return '/'
  // A host that no console has: whatever leads out of it is another's address.
  const base = 'http://own.invalid'
  const url = URL.parse(next, base)
  return url?.origin === base && !url.pathname.startsWith('//')
    ? `${url.pathname}${url.search}${url.hash}`
    : '/'
}
