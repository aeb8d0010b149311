import { functionIdentitySchema, functionUrlIdentitySchema } from '@/lib/identity/schema'
import { listed } from '@/lib/text/listed'

/** A request as the proxy sees it; header names in lower case. */
export interface ProxiedRequest {
  method: string
  /** The path as it was sent, still percent-encoded. */
  pathname: string
  header: (name: string) => string | null
}

/** Why a request is not let in. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 411 | 413 | 417 | 431 | 503
  title: string
  sentence: string
  /** Beside those of every answer. */
  headers?: Record<string, string>
}

/** No form of the console sends more. */
export const MAX_BODY_BYTES = 1_000_000

/**
 * What stands in front of everything: without it any web page could drive a console on loopback, by posting to it
 * or by pointing a name of its own to 127.0.0.1 (DNS rebinding). It is never the only guard: rights are judged
 * where data is touched. `undefined` lets the request in.
 */
export function judgeRequest(
  request: ProxiedRequest,
  allowedHosts: readonly string[],
  publicOrigin?: string,
): Refusal | undefined {
  return (
    judgeHost(request, allowedHosts) ??
    judgeMethod(request) ??
    judgeOrigin(request, publicOrigin) ??
    judgeForwarded(request) ??
    judgeSite(request) ??
    judgePurpose(request) ??
    judgeNavigation(request) ??
    judgeToken(request) ??
    judgeBody(request) ??
    judgePath(request)
  )
}

function judgeHost({ header }: ProxiedRequest, allowedHosts: readonly string[]): Refusal | undefined {
  const host = header('host') ?? ''
  if (allowedHosts.includes(host.toLowerCase())) return undefined
  return refusal(403, 'Unknown host', `This console answers only to ${listed(allowedHosts)}.`)
}

/** Next takes this name for the console's own where it is sent, and writes it itself where it is not. */
function judgeForwarded({ header }: ProxiedRequest): Refusal | undefined {
  const forwarded = header('x-forwarded-host')
  if (forwarded === null || forwarded.toLowerCase() === header('host')?.toLowerCase()) return undefined
  return refusal(400, 'Forwarded request', 'This console stands behind no proxy that gives it another name.')
}

function judgeMethod({ method }: ProxiedRequest): Refusal | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'POST') return undefined
  return refusal(405, 'Method not allowed', 'This console takes GET, HEAD and POST only.')
}

/** Browsers send Origin with every POST; the console's own pages send their own: with sign-in the one public address. */
function judgeOrigin(
  { method, header }: ProxiedRequest,
  own = `http://${header('host')?.toLowerCase()}`,
): Refusal | undefined {
  if (method !== 'POST' || header('origin') === own) return undefined
  return refusal(403, 'Wrong origin', 'Changes are taken only from the console’s own pages.')
}

/**
 * Sec-Fetch-Site (Fetch Metadata): `same-origin` is the console itself, `none` the person's own doing, absent no
 * browser of today. Other sites, other ports of this computer included, may do one thing: link to a page, so that
 * a link in a chat or a ticket opens it. Such a request reads nothing for them and changes nothing.
 */
function judgeSite(request: ProxiedRequest): Refusal | undefined {
  const site = request.header('sec-fetch-site')
  if (site === null || site === 'same-origin' || site === 'none' || isLinkToPage(request)) return undefined
  return refusal(403, 'Request from another site', 'Other sites may link to this console and nothing else.')
}

function isLinkToPage({ method, pathname, header }: ProxiedRequest): boolean {
  const isNavigation = header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document'
  return method === 'GET' && isNavigation && !pathname.startsWith('/api/')
}

/**
 * What a browser loads ahead of a click says so (Sec-Purpose, Fetch standard; Purpose before it). Any page's
 * speculation rules may ask for it, with `Sec-Fetch-Site: none`, and every such page would cost calls to AWS.
 */
function judgePurpose({ header }: ProxiedRequest): Refusal | undefined {
  if (header('sec-purpose') === null && header('purpose') === null) return undefined
  return refusal(403, 'Loaded ahead', 'Pages of this console are not loaded before somebody opens them.')
}

/** The handlers below /api/ answer the console's own scripts; nobody goes there, whoever set the link. */
function judgeNavigation({ pathname, header }: ProxiedRequest): Refusal | undefined {
  if (header('sec-fetch-mode') !== 'navigate' || decoded(pathname)?.[1] !== 'api') return undefined
  return refusal(403, 'Not a page', 'What is below /api/ is read by the console’s own pages and by scripts.')
}

/** Whether a request bears a token, of whatever kind. */
export const bearsToken = ({ header }: Pick<ProxiedRequest, 'header'>): boolean =>
  /^\s*bearer(\s|$)/i.test(header('authorization') ?? '')

/** Tokens are for programs that read: they open no page, post nothing and load no file. */
function judgeToken(request: ProxiedRequest): Refusal | undefined {
  const { method, pathname } = request
  if (!bearsToken(request) || (method !== 'POST' && decoded(pathname)?.[1] === 'api')) return undefined
  return refusal(403, 'Not for tokens', 'A token is for GET requests below /api/ and for nothing else.')
}

function judgeBody(request: ProxiedRequest): Refusal | undefined {
  const { method, header } = request
  if (method !== 'POST') return hasBody(header) ? NO_BODY : undefined
  const length = header('content-length')
  if (length === null || !/^\d{1,15}$/.test(length))
    return refusal(411, 'Length required', 'A request with a body must say how long it is.')
  if (Number(length) > MAX_BODY_BYTES)
    return refusal(413, 'Too large', 'The request is larger than anything that this console sends.')
  if (isSendCall(request) || isActionCall(header)) return undefined
  return refusal(400, 'Malformed request', 'The request is no call that a page of the console makes.')
}

const NO_BODY = refusal(400, 'Malformed request', 'A request of this method has no body.')

function hasBody(header: ProxiedRequest['header']): boolean {
  return header('transfer-encoding') !== null || !/^0*$/.test(header('content-length') ?? '')
}

/** The one handler that takes a POST: it sends a request to a function URL and streams what comes back. */
const SEND_PATH = /^\/api\/functions\/[^/]+\/[^/]+\/[^/]+\/urls\/[^/]+\/send$/

/** JSON to that handler. A form of another site cannot be of this type, and its own doorway reads the body. */
export function isSendCall({ method, pathname, header }: ProxiedRequest): boolean {
  const isJson = isOfType(header, 'application/json')
  return method === 'POST' && isJson && header('next-action') === null && SEND_PATH.test(pathname)
}

/** Beside it pages post to server actions and nothing else, never as a form. */
function isActionCall(header: ProxiedRequest['header']): boolean {
  return isOfType(header, 'text/plain') && /^[0-9a-f]{1,100}$/.test(header('next-action') ?? '')
}

/** The type itself, with or without parameters: `text/plainx` is another one (RFC 9110, 8.3.1). */
function isOfType(header: ProxiedRequest['header'], type: string): boolean {
  const [essence = ''] = (header('content-type') ?? '').split(';')
  return essence.trim().toLowerCase() === type
}

/** Next answers a broken percent sign with 500; an address whose parts cannot exist is said to be malformed. */
function judgePath({ pathname }: ProxiedRequest): Refusal | undefined {
  const segments = decoded(pathname)
  if (!segments)
    return refusal(400, 'Malformed address', 'The address has a percent sign that encodes nothing.')
  const issue = issueOf(segments)
  return issue ? refusal(400, 'Malformed address', issue) : undefined
}

function decoded(pathname: string): string[] | undefined {
  try {
    return pathname.split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** What is wrong with `/functions/{account}/{region}/{function}[/urls/{qualifier}]`, in a sentence. */
function issueOf([, page, account, region, functionName, urls, qualifier]: string[]): string | undefined {
  if (page !== 'functions' || functionName === undefined) return undefined
  const params = { account, region, functionName, qualifier }
  const schema = urls === 'urls' && qualifier ? functionUrlIdentitySchema : functionIdentitySchema
  return schema.safeParse(params).error?.issues[0]?.message
}

function refusal(status: Refusal['status'], title: string, sentence: string): Refusal {
  return { status, title, sentence }
}
