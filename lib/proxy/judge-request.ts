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
  status: 400 | 403 | 405 | 411 | 413
  title: string
  sentence: string
}

/** No form of the console sends more. */
export const MAX_BODY_BYTES = 1_000_000

const refusal = (status: Refusal['status'], title: string, sentence: string): Refusal => ({
  status,
  title,
  sentence,
})

/**
 * What stands in front of everything: without it any web page could drive a console on loopback, by posting to it
 * or by pointing a name of its own to 127.0.0.1 (DNS rebinding). It is never the only guard: rights are judged
 * where data is touched. `undefined` lets the request in.
 */
export function judgeRequest(request: ProxiedRequest, allowedHosts: readonly string[]): Refusal | undefined {
  return (
    judgeHost(request, allowedHosts) ??
    judgeMethod(request) ??
    judgeOrigin(request) ??
    judgeSite(request) ??
    judgeBody(request) ??
    judgePath(request)
  )
}

function judgeHost({ header }: ProxiedRequest, allowedHosts: readonly string[]): Refusal | undefined {
  const host = header('host') ?? ''
  if (allowedHosts.includes(host.toLowerCase())) return undefined
  return refusal(403, 'Unknown host', `This console answers only to ${listed(allowedHosts)}.`)
}

function judgeMethod({ method }: ProxiedRequest): Refusal | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'POST') return undefined
  return refusal(405, 'Method not allowed', 'This console takes GET, HEAD and POST only.')
}

/** Browsers send Origin with every POST; the console's own pages send their own. */
function judgeOrigin({ method, header }: ProxiedRequest): Refusal | undefined {
  if (method !== 'POST' || header('origin') === `http://${header('host')?.toLowerCase()}`) return undefined
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

function judgeBody(request: ProxiedRequest): Refusal | undefined {
  const { method, header } = request
  if (method !== 'POST') return undefined
  const length = header('content-length')
  if (length === null || !/^\d{1,15}$/.test(length))
    return refusal(411, 'Length required', 'A request with a body must say how long it is.')
  if (Number(length) > MAX_BODY_BYTES)
    return refusal(413, 'Too large', 'The request is larger than anything that this console sends.')
  if (isSendCall(request) || isActionCall(header)) return undefined
  return refusal(400, 'Malformed request', 'The request is no call that a page of the console makes.')
}

/** The one handler that takes a POST: it sends a request to a function URL and streams what comes back. */
const SEND_PATH = /^\/api\/functions\/[^/]+\/[^/]+\/[^/]+\/urls\/[^/]+\/send$/

/** JSON to that handler. A form of another site cannot be of this type, and its own doorway reads the body. */
export function isSendCall({ method, pathname, header }: ProxiedRequest): boolean {
  const isJson = header('content-type')?.startsWith('application/json') ?? false
  return method === 'POST' && isJson && header('next-action') === null && SEND_PATH.test(pathname)
}

/** Beside it pages post to server actions and nothing else, never as a form. */
function isActionCall(header: ProxiedRequest['header']): boolean {
  const isText = header('content-type')?.startsWith('text/plain') ?? false
  return isText && /^[0-9a-f]{1,100}$/.test(header('next-action') ?? '')
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
