import type { Refusal } from '@/lib/proxy/judge-request'

/** Headers of which there is one; of two Node would take the first and what stands in front of it another. */
const SINGLE = [
  'host',
  'origin',
  'content-length',
  'content-type',
  'next-action',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
]

/**
 * What only the request as it was sent can show: its target and headers that come twice. Next answers some of these
 * itself, before proxy.ts and without its headers: with a redirect to another site, or with its image optimiser.
 */
export function judgeTarget(target: string, rawHeaders: readonly string[]): Refusal | undefined {
  return judgeForm(target) ?? judgeHeaders(rawHeaders) ?? judgeReserved(pathOf(target))
}

/** The path of a request target, still percent-encoded. */
export const pathOf = (target: string): string => target.split(/[?#]/, 1)[0] ?? ''

/** Origin form only (RFC 9112, 3.2): no absolute address, no `*`; nor a path that can be read as a host. */
function judgeForm(target: string): Refusal | undefined {
  const path = pathOf(target)
  const isOriginForm = path.startsWith('/') && !/\/\/|\\/.test(path)
  return isOriginForm && !path.split('/').some(isDots) ? undefined : MALFORMED
}

/** Browsers resolve these before they ask, however they are written. */
const isDots = (segment: string) => /^(\.|%2e){1,2}$/i.test(segment)

/** RFC 9112, 3.2: a request with two Host lines is refused; the others are judged by their value here and by Next. */
function judgeHeaders(rawHeaders: readonly string[]): Refusal | undefined {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  const isTwice = SINGLE.some((name) => names.indexOf(name) !== names.lastIndexOf(name))
  return isTwice ? REPEATED : undefined
}

/** Next keeps `/_next/` for itself; the console needs its built files and none of the rest. */
function judgeReserved(path: string): Refusal | undefined {
  const isReserved = /^\/(_|%5f)next(\/|$)/i.test(path)
  return isReserved && !path.startsWith('/_next/static/') ? NOTHING_THERE : undefined
}

const MALFORMED: Refusal = {
  status: 400,
  title: 'Malformed address',
  sentence: 'The request names no path of this console.',
}

const REPEATED: Refusal = {
  status: 400,
  title: 'Malformed request',
  sentence: 'A header that there is once came twice.',
}

const NOTHING_THERE: Refusal = {
  status: 404,
  title: 'There is no such page',
  sentence: 'The console has nothing at this address.',
}
