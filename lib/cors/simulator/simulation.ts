import type { Cors } from '@/lib/cors/value/schema'

/** One header of a request or an answer. */
export type HeaderLine = readonly [name: string, value: string]

/** What a script on a page hands to `fetch()`, as far as CORS looks at it; upload listeners and streams are aside. */
export interface PageRequest {
  /** Serialised origin of the page (HTML, "serialization of an origin"); `null` for an opaque one. */
  origin: string
  method: string
  headers: readonly HeaderLine[]
  /** `credentials: 'include'`; otherwise `fetch()`'s own default, which sends none to another origin. */
  withCredentials: boolean
  /** Bytes of the body; CORS does not look at them, Lambda’s limit does. */
  bodyBytes?: number
}

/** What Lambda may answer in place of the function: not permitted, too large, too many requests. */
export type StopStatus = 403 | 413 | 429

/** Why a request may not get to the function, as `lib/outcome` decides it; the CORS protocol cannot tell. */
export interface Stop {
  /** Several where it is certain that the request ends, and not with which of them. */
  statuses: readonly StopStatus[]
  /** `false`: it depends on what is not known here. */
  isSure: boolean
  /** Whole sentences. */
  reason: string
}

/** What stands between a browser's two requests and the function; `null` where nothing does. */
export interface Stops {
  preflight: Stop | null
  request: Stop | null
}

/** The function URL that is asked, as far as it can be known without asking it. */
export interface SimulatedUrl {
  /** Absolute, with the path that the page asks for. */
  address: string
  cors: Cors | undefined
  /** Headers that the function's own code adds to its answers; none where they are not known. */
  ownHeaders?: readonly HeaderLine[]
  /** Status of the function's answers, no redirect; 200 unless given. */
  ownStatus?: number
  /** Left out: every request gets to the function. */
  stops?: Stops
}

/** `unsure`: what AWS does here was not observed, so nothing is claimed. */
export type StepStatus = 'pass' | 'fail' | 'skipped' | 'unsure'

/** The steps in the order in which they come; an id comes at most once. */
export const STEP_IDS = [
  'request',
  'cross-origin',
  'cors-empty',
  'origin-match',
  'preflight-needed',
  'preflight-request',
  'preflight-auth',
  'preflight-answer',
  'preflight-origin',
  'preflight-credentials',
  'preflight-status',
  'preflight-lists',
  'preflight-method',
  'preflight-headers',
  'preflight-max-age',
  'request-sent',
  'answer-auth',
  'answer',
  'answer-origin',
  'answer-credentials',
  'readable-headers',
] as const
export type StepId = (typeof STEP_IDS)[number]

export interface SimulationStep {
  id: StepId
  status: StepStatus
  /** A whole sentence. */
  title: string
  detail?: string
  /** Where it is laid down: "Fetch §4.8 CORS-preflight fetch", "Lambda developer guide, function URL CORS". */
  section: string
  /** Of the request or the answer that this step is about. */
  headers?: readonly HeaderLine[]
}

/** What of the answer a script may read; names in lower case and sorted. */
export interface ReadableHeaders {
  names: readonly string[]
  /** Headers that the answer has too and that the browser keeps from the script. */
  hidden: readonly string[]
  /** Any header the answer may have, also those not known here; Set-Cookie is never among them. */
  isEvery: boolean
}

/** What of a preflight Lambda does not allow; any of it gets a 200 without any CORS header. */
export interface PreflightRefusal {
  origin: boolean
  method: boolean
  headers: string[]
}

/** Why an answer does not pass, told apart as Chromium tells them apart; `value` is what the answer said. */
export type CorsFailure =
  | { kind: 'origin-missing' }
  | { kind: 'origin-wildcard-with-credentials' }
  | { kind: 'origin-multiple' | 'origin-invalid' | 'origin-mismatch'; value: string }
  | { kind: 'credentials-not-true'; value: string }
  | { kind: 'status-not-ok'; value: string }
  | { kind: 'methods-unreadable' | 'headers-unreadable'; value: string }
  | { kind: 'method-not-allowed'; value: string }
  | { kind: 'header-not-allowed'; value: string; all: string[]; isWildcard: boolean }

export type SimulatedFailure = CorsFailure & { of: 'preflight' | 'answer' }

export interface Simulation {
  preflight: 'not-sent' | 'passed' | 'failed'
  /**
   * `refused-by-fetch`: `fetch()` itself throws and nothing is sent. `refused-by-lambda`: the request is answered in
   * place of the function, and a response to another origin has no CORS header.
   */
  verdict: 'allowed' | 'blocked' | 'same-origin' | 'refused-by-fetch' | 'refused-by-lambda'
  steps: SimulationStep[]
  /** The check that fails, by the standard; `null` where none does. */
  failure: SimulatedFailure | null
  /** What keeps the request from the function for sure, whatever CORS says; `null` where nothing does. */
  stop: Stop | null
  /** What of the preflight Lambda does not allow; `null` where it allows it or is not asked. */
  refusal: PreflightRefusal | null
  /** What Chrome makes of it, which is another verdict where it departs from the standard. */
  chromeVerdict: Simulation['verdict']
  /** What Chrome prints in its console; `null` where it prints no CORS error. */
  consoleMessage: string | null
  /** The same for each header that is not allowed, of which Chrome names one: which one is not laid down. */
  consoleMessages: readonly string[]
  /** `null` where the script gets no answer. */
  readableHeaders: ReadableHeaders | null
  /** Whether the verdict rests on something that AWS was never seen doing. */
  isUnsure: boolean
}

/** Names of the Fetch standard's sections, with the numbers of its text of 2025. */
export const FETCH = {
  methods: 'Fetch §2.2.1 Methods',
  headers: 'Fetch §2.2.2 Headers',
  responses: 'Fetch §2.2.6 Responses',
  corsCredentials: 'Fetch §3.3.5 CORS protocol and credentials',
  mainFetch: 'Fetch §4.1 Main fetch',
  httpFetch: 'Fetch §4.4 HTTP fetch',
  preflightFetch: 'Fetch §4.8 CORS-preflight fetch',
  preflightCache: 'Fetch §4.9 CORS-preflight cache',
  corsCheck: 'Fetch §4.10 CORS check',
  headersClass: 'Fetch §5.1 Headers class',
  requestClass: 'Fetch §5.4 Request class',
} as const

/** Where AWS documents who gets to the function. */
export const LAMBDA_ACCESS = 'Lambda developer guide, access control of function URLs'
/** Where AWS documents what Lambda answers. */
export const LAMBDA_CORS = 'Lambda developer guide, CORS of function URLs'
