import type { ProbeMode } from '@/lib/probe/request'

/** RFC 9110 §5.6.2: field names are tokens. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** What every server reads alike and a signature covers: printable ASCII, spaces and tabs, no line ends. */
const VALUE = /^[\t\x20-\x7e]*$/

/** They frame the message or steer the connection, which the console does itself (RFC 9110 §7.6.1, RFC 9112 §6). */
const FRAMING =
  /^(host|connection|content-length|expect|http2-settings|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/
/** IAM User Guide, "Create a signed AWS API request": what the signature itself brings. */
const SIGNATURE = /^(authorization|x-amz-(date|security-token|content-sha256))$/
/** Fetch standard, forbidden request-header: a script's value for these is dropped. */
const NOT_BY_SCRIPT =
  /^(accept-charset|accept-encoding|access-control-request-.*|cookie2?|date|dnt|origin|referer|sec-.*|set-cookie|via)$/

/** Why a header of this name is not sent, in a sentence; undefined when it is. */
export function headerNameProblem(name: string, mode: ProbeMode): string | undefined {
  const lower = name.toLowerCase()
  if (name === '') return 'Give the header a name, or empty its value.'
  if (!TOKEN.test(name) || lower === '__proto__')
    return 'A header name has letters, digits and hyphens, such as x-request-id.'
  if (FRAMING.test(lower)) return `The console sets ${name} itself.`
  if (mode === 'signed' && SIGNATURE.test(lower)) return `The signature sets ${name} itself.`
  if (mode === 'browser' && NOT_BY_SCRIPT.test(lower))
    return `A script cannot set ${name}: browsers drop it or set it themselves.`
  return undefined
}

/** Why this value is not sent, in a sentence; undefined when it is. */
export function headerValueProblem(value: string): string | undefined {
  if (!VALUE.test(value)) return 'A header value has printable ASCII characters only, in one line.'
  return value.trim() === value
    ? undefined
    : 'Remove the space around this value: it would be dropped on the way.'
}
