import { type CurePart, missingParts, type Wanted, withParts } from '@/lib/cors/effects/cure'
import { clientNotes, isOutsideCors } from '@/lib/cors/pasted/client-notes'
import { hiddenCause } from '@/lib/cors/pasted/hidden-cause'
import type { BrowserReport, CorsProblem } from '@/lib/cors/pasted/read-browser-message'
import type { UnreadPart } from '@/lib/cors/pasted/read-request-snippet'
import { isSafelistedMethod, SAFELIST_LIMITS, unsafeHeaders } from '@/lib/cors/simulator/safelist'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { isCorsOff } from '@/lib/cors/value/cors'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'
import { quoted } from '@/lib/text/hostile-text'
import { listed } from '@/lib/text/listed'

/** What a browser's message means for a Cors value, and what would cure it. */
export interface ReportExplanation {
  /** What it says, in whole sentences. */
  says: string[]
  /** What cures it, or may be behind it, where these settings cannot. */
  elsewhere: string[]
  /** The members to change; empty where nothing is missing in them or they are not the cause. */
  parts: CurePart[]
  /**
   * Whether fields have to change: `parts` says which; none, since the simulator lets the call through; the cause is
   * elsewhere; or it is not known. Nothing in `parts` alone proves nothing.
   */
  fields: 'change' | 'none' | 'elsewhere' | 'unknown'
  /** Whether the whole call was read. */
  isComplete: boolean
  /** The value with those changes. */
  cors: Cors
  /** The request that the message is about, what it does not name taken from `page`. */
  request: PageRequest
}

/** Explains what was read out of a pasted text against a draft; `page` fills in what the text leaves out. */
export function explainReport(report: BrowserReport, draft: Cors, page: PageRequest): ReportExplanation {
  const request = requestOf(report, page)
  const wanted = wantedBy(report, request)
  const missing = isWithoutCors(report) ? [] : missingParts(draft, wanted)
  const parts = isCurable(report) ? missing : []
  const isCovered = missing.length === 0 && isLetThrough(draft, wanted)
  const context = { report, draft, request, isCovered, isUnlistable: isUnlistable(draft, request), parts }
  const told = report.problems.map((problem) => WORDS[problem](context))
  const hidden = hiddenCause(report)
  return {
    says: [
      ...told.map(({ says }) => says),
      ...ofCode(report, request),
      ...(report.isNoCors ? [NO_CORS] : []),
      ...(report.forcesPreflight ? [FORCED] : []),
      ...hidden.says,
    ],
    elsewhere: [
      ...hidden.elsewhere,
      ...(report.unread ?? []).map((part) => UNREAD[part]),
      ...(report.isNoCors ? [WITHOUT_NO_CORS] : []),
      ...told.flatMap(({ elsewhere }) => elsewhere ?? []),
      ...ofStatus(report),
      ...ofMethodCase(request),
      ...clientNotes(report.by),
      ...(parts.length === 0 && missing.length > 0 ? [alsoMissing(missing)] : []),
    ],
    parts,
    isComplete: report.unread === undefined && hidden.says.length === 0,
    fields: fieldsOf(report, parts, isCovered && hidden.says.length === 0),
    cors: withParts(draft, parts),
    request,
  }
}

/** A call that CORS never looks at, and no message that says otherwise. */
const isWithoutCors = ({ by, problems }: BrowserReport) => isOutsideCors(by) && problems.length === 0

/** Beside causes of its own a message may name what these settings cure; a redirect may have led to another server. */
function isCurable({ problems }: BrowserReport): boolean {
  const others = problems.filter((problem) => NOT_BY_CORS.has(problem))
  if (others.length === 0) return true
  return others.length < problems.length && others.every((problem) => BESIDE_CORS.has(problem))
}

const BESIDE_CORS: ReadonlySet<CorsProblem> = new Set(['forbidden', 'multiple-values'])

function fieldsOf(
  report: BrowserReport,
  parts: readonly CurePart[],
  isCovered: boolean,
): ReportExplanation['fields'] {
  if (parts.length > 0) return 'change'
  if (report.isNoCors || isWithoutCors(report) || (report.problems.length > 0 && !isCurable(report)))
    return 'elsewhere'
  const isWhole = report.unread === undefined && !asksForCall(report) && isCallTold(report)
  return isCovered && isWhole ? 'none' : 'unknown'
}

/**
 * Whether the text tells what was called: a message without a reason may be about anything, and Firefox and Safari
 * say of a refused preflight what they say of a response.
 */
function isCallTold({ by, method, headers, source, problems, isPreflight }: BrowserReport): boolean {
  if (by !== undefined || source === 'code') return true
  if (problems.includes('unnamed') || (isPreflight && method === undefined && headers.length === 0))
    return false
  return method !== undefined || source === 'Chrome' || !problems.includes('allow-origin-missing')
}

/** A message about a preflight that names nothing of the call: what was asked for has to be told. */
export function asksForCall({ isPreflight, source, method, headers, problems }: BrowserReport): boolean {
  return (
    isPreflight &&
    source !== 'code' &&
    method === undefined &&
    headers.length === 0 &&
    problems.some((problem) => problem === 'allow-origin-missing' || problem === 'credentials-not-allowed')
  )
}

/** Whether the simulator lets through what the text names, each header as one that needs a preflight. */
function isLetThrough(
  draft: Cors,
  { origin = '', methods = [], headers = [], withCredentials = false }: Wanted,
) {
  const asked = headers.map((name) => [name, UNSAFE_VALUE] as const)
  const [method = 'GET'] = methods
  const page = { origin, method, headers: asked, withCredentials }
  return simulateCors({ address: '', cors: draft }, page).verdict === 'allowed'
}

/** Longer than any safelisted value (Fetch §2.2.2). */
const UNSAFE_VALUE = 'x'.repeat(SAFELIST_LIMITS.value + 1)

const alsoMissing = (missing: readonly CurePart[]) =>
  `The draft does not allow ${listed(missing.map(({ allows }) => allows))} either. Fix the cause above first, then check the call in the simulator.`

/** Whether the draft does not allow the page's origin and no entry could: `null` is everybody's. */
function isUnlistable({ AllowOrigins = [] }: Cors, { origin }: PageRequest): boolean {
  return !AllowOrigins.includes('*') && !AllowOrigins.includes(origin) && diagnoseOrigin(origin) !== null
}

const NO_CORS =
  'The code sets mode: ‘no-cors’. With it the script never gets to read the response, whatever these settings say.'
const FORCED =
  'Browsers ask first with a preflight here, whatever the method and the headers are: a listener on an upload or a streamed body makes them.'
const WITHOUT_NO_CORS =
  'Take mode: ‘no-cors’ out of the code; what is said here of the draft holds for the call without it.'

const UNREAD: Record<UnreadPart, string> = {
  call: 'The text ends before the call does: paste the whole call, or add the rest in the simulator.',
  options:
    'The options of the call could not be read in full: check its method, headers and credentials in the simulator, and its mode in the code.',
  method: 'The method of the call could not be read: choose it in the simulator.',
  headers: 'The headers of the call could not be read: add them in the simulator.',
  mode: 'The mode of the call could not be read: with ‘no-cors’ the script never gets to read the response.',
  credentials: 'Whether the call sends credentials could not be read: choose it in the simulator.',
  client:
    'A call by a client that is not read here (a wrapper, a signing client, another library) was left out: what it sends depends on code that is not here. Describe it in the simulator.',
  body: 'What kind of body the call sends could not be read. A Blob or a File sends its own type as Content-Type, which may need content-type among the allowed headers; a text or a form does not.',
  more: 'The text makes more than one call, and only one was read: paste the others by themselves.',
}

/** Nothing that these settings hold would change them. */
const NOT_BY_CORS: ReadonlySet<CorsProblem> = new Set([
  'multiple-values',
  'invalid-origin-value',
  'preflight-redirect',
  'redirect',
  'forbidden',
  'local-network',
  'not-http',
  'no-answer',
])

function requestOf(report: BrowserReport, page: PageRequest): PageRequest {
  const isNamed = report.method !== undefined || report.source === 'code'
  return {
    origin: report.origin ?? page.origin,
    method: report.method ?? page.method,
    headers: isNamed || report.headers.length > 0 ? report.headers : page.headers,
    withCredentials: report.withCredentials ?? (isNamed ? false : page.withCredentials),
  }
}

/** What the message itself names; what was only filled in is not asked for, but for the page's origin. */
function wantedBy(report: BrowserReport, { origin }: PageRequest): Wanted {
  const headers = unsafeHeaders(report.headers.map(([name, value]) => [name, value])).map(({ name }) => name)
  // A header whose value is not told was asked for, or the browser would not have named it.
  const isNamed = report.source !== 'code'
  const named = report.headers.flatMap(([name, value]) => (isNamed && value === '' ? [name] : []))
  const all = [...new Set([...headers, ...named])]
  const method = report.method
  const isAsked =
    report.isPreflight ||
    report.forcesPreflight ||
    all.length > 0 ||
    (method !== undefined && !isSafelistedMethod(method))
  return {
    origin,
    ...(method !== undefined && isAsked && { methods: [method] }),
    headers: all,
    withCredentials: report.withCredentials === true,
  }
}

interface Context {
  report: BrowserReport
  draft: Cors
  request: PageRequest
  /** Whether the draft allows already what the message asks for. */
  isCovered: boolean
  /** Whether the page's origin is none that a list could name. */
  isUnlistable: boolean
  parts: readonly CurePart[]
}

interface Told {
  says: string
  elsewhere?: string[]
}

const ONE_PLACE =
  'Set CORS in one place only: take the CORS headers out of the function’s own code (a middleware, a wrapper), or switch CORS off here and leave it to the code.'

const WORDS: Record<CorsProblem, (context: Context) => Told> = {
  'multiple-values': () => ({
    says: 'The response carries Access-Control-Allow-Origin more than once: Lambda adds it from these settings, and the function’s own code sets it too. Browsers take exactly one.',
    elsewhere: [ONE_PLACE],
  }),
  'wildcard-with-credentials': ({ draft }) => ({
    says: 'The page sends credentials (cookies or HTTP authentication), and the response allows every origin with *. With credentials browsers require the origin by name.',
    ...(!draft.AllowOrigins?.includes('*') && {
      elsewhere: [
        `The * does not come from these settings, so the function’s own code sends it. ${ONE_PLACE}`,
      ],
    }),
  }),
  'credentials-not-allowed': ({ draft }) => ({
    says: 'The page sends credentials (cookies or HTTP authentication), and the response does not allow them.',
    ...(draft.AllowCredentials && {
      elsewhere: [
        'The draft allows credentials: apply it, or wait up to about a minute after it was applied.',
      ],
    }),
  }),
  'method-not-allowed': ({ report }) => ({
    says: `The response to the preflight does not list the method${report.method ? ` ${quoted(report.method)}` : '; the message does not name it'}.`,
    ...(report.method === undefined && { elsewhere: [NAME_THE_METHOD] }),
  }),
  'header-not-allowed': ({ report }) => ({
    says: `The page sends ${namesOf(report)}, which the response to the preflight does not list.`,
  }),
  'unreadable-list': () => ({
    says: 'A list in the response to the preflight cannot be read: an entry is not the name of a method or header.',
    elsewhere: ['Fix the entries that the form marks. Several names in one entry are the usual cause.'],
  }),
  'origin-mismatch': ({ report }) => ({
    says: `The response allows ${report.allowOrigin ? quoted(report.allowOrigin) : 'another origin'}, not the page’s own.`,
    elsewhere: [
      `Lambda answers with the page’s own origin or *, never with another: the header comes from the function’s own code, or a cache in front kept the response to another page. ${ONE_PLACE}`,
    ],
  }),
  'invalid-origin-value': () => ({
    says: 'Access-Control-Allow-Origin in the response is not an origin.',
    elsewhere: [`Lambda does not send such a value: the function’s own code does. ${ONE_PLACE}`],
  }),
  'preflight-redirect': () => ({
    says: 'The preflight was answered with a redirect, which browsers do not follow.',
    elsewhere: [REDIRECT],
  }),
  redirect: () => ({
    says: 'The call was redirected, and the browser stopped at the redirect or at its target.',
    elsewhere: [REDIRECT],
  }),
  forbidden: () => ({
    says: 'The function URL answered 403 Forbidden: the call is not permitted, and such a response has no CORS headers.',
    elsewhere: [FORBIDDEN],
  }),
  'preflight-status': ({ draft }) => ({
    says: 'The preflight (OPTIONS) was not answered with a status from 200 to 299.',
    elsewhere: isCorsOff(draft)
      ? ['CORS is off here, so that the preflight reaches the function, whose code does not answer it.']
      : [
          'With CORS on, Lambda answers preflights itself: look at the status and at what stands in front of the function URL.',
        ],
  }),
  'allow-origin-missing': missingAllowOrigin,
  'local-network': () => ({
    says: 'The browser keeps pages from calling addresses in a local network. That is a rule of its own, beside CORS.',
    elsewhere: [
      'Function URLs are on the public internet: look at what the host name resolves to (a proxy, a VPN).',
    ],
  }),
  'not-http': () => ({
    says: 'The page or the address does not begin with http: or https:, as with a page opened from a file.',
    elsewhere: ['Serve the page from a web server, such as http://localhost:5173, and allow that origin.'],
  }),
  'no-answer': () => ({
    says: 'The browser got no response at all: this is not a CORS problem.',
    elsewhere: [
      'Look at the address, at TLS, at the network and at extensions of the browser that block calls.',
    ],
  }),
  unnamed: () => ({
    says: 'The message says that the call failed, not why.',
    elsewhere: [
      'The console has a second line with the reason: paste it too. Or describe the call in the simulator, which names every check.',
    ],
  }),
}

const NAME_THE_METHOD = 'Choose the method in the simulator, or paste the call from the code too.'
const REDIRECT =
  'No CORS setting fixes a redirect: call the last address directly (https:, the right path and slash), and look for redirects to a sign-in page.'
const FORBIDDEN =
  'The Access tab shows who may call: everyone needs both lambda:InvokeFunctionUrl and lambda:InvokeFunction; with AWS_IAM calls have to be signed.'

const NO_ORIGIN =
  'The page has no origin that could be listed (a file, a sandboxed frame, a redirect to another origin): serve it from an address of its own, such as http://localhost:5173, and allow that one.'

/** What does not come from the function has no CORS headers, so the status says more than their absence. */
const refusedFirst = (status: number) =>
  `The draft allows the page’s origin. The response is ${status}, and one that does not come from the function has no CORS headers: find the cause of the ${status} first.`

/** The message alone does not say which; with the call it can be told. */
function whichOf({ method }: BrowserReport, parts: readonly CurePart[]): string {
  if (method === undefined) return '; the message does not say which.'
  const lacking = parts.map(({ allows }) => allows)
  return lacking.length > 0 ? `. Of this call the draft does not allow ${listed(lacking)}.` : '.'
}

function missingAllowOrigin({ report, request, isCovered, isUnlistable, parts }: Context): Told {
  const origin = quoted(request.origin)
  if (report.isPreflight)
    return {
      says: `The preflight (OPTIONS) got no CORS header. Lambda does that when the origin, the method or a header is not allowed${whichOf(report, parts)}`,
      ...(isUnlistable && { elsewhere: [NO_ORIGIN] }),
      ...(isCovered && {
        elsewhere: [`The draft allows ${origin} and what else the text names. ${NAME_THE_METHOD}`],
      }),
    }
  // Chrome names a failed preflight; the others do not.
  const whose =
    report.source === 'Chrome' ? 'The response' : 'The response (or the one to the preflight before it)'
  return {
    says: `${whose} has no Access-Control-Allow-Origin header that lets this page read it.`,
    ...(isUnlistable && { elsewhere: [NO_ORIGIN] }),
    ...(isCovered && {
      elsewhere:
        report.status !== undefined && report.status >= 400
          ? [refusedFirst(report.status)]
          : [
              `The draft allows ${origin} already. Apply it if it is not applied; a change takes up to about a minute to take effect. A response that does not come from the function (403, 429, 502) has no CORS headers.`,
              ...(report.source === 'Chrome' || report.method !== undefined ? [] : [NAME_THE_METHOD]),
            ],
    }),
  }
}

function ofCode(
  { source, method: read }: BrowserReport,
  { method, headers, withCredentials }: PageRequest,
): string[] {
  if (source !== 'code') return []
  const names = headers.map(([name]) => quoted(name))
  const parts = withCredentials ? [...names, 'credentials'] : names
  const sent = parts.length > 0 ? ` with ${listed(parts)}` : ''
  // A method that was filled in is not the code's.
  return [`The code ${read === undefined ? 'makes a call' : `sends ${quoted(method)}`}${sent}.`]
}

function ofStatus({ status, problems }: BrowserReport): string[] {
  if (status === undefined || status < 400 || problems.includes('forbidden')) return []
  if (status === 403) return [FORBIDDEN]
  if (status === 429) return ['Status 429: the function is throttled; look at its reserved concurrency.']
  if (status >= 500) return [`Status ${status}: the function failed; look at its log.`]
  return [`Status ${status} comes from the function’s own code.`]
}

/** Fetch §2.2.1, "normalize": `patch` is the trap. */
function ofMethodCase({ method }: PageRequest): string[] {
  const upper = method.toUpperCase()
  if (method === upper || upper !== 'PATCH') return []
  return [
    'Write PATCH in capitals in the code: browsers send it as it is typed, and it is compared with its case.',
  ]
}

function namesOf({ headers }: BrowserReport): string {
  const names = headers.map(([name]) => quoted(name))
  return names.length === 1 ? `the header ${names[0]}` : `the headers ${listed(names)}`
}
