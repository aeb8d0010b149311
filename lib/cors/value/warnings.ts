import { BROWSER_MAX_AGE_CAPS } from '@/lib/cors/value/max-age'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'
import type { AuthType } from '@/lib/identity/schema'

/** Something to know about a Cors value that AWS accepts; it does not block. */
export interface CorsWarning {
  id: string
  tone: 'warn' | 'bad'
  /** A few words, for a heading or the bar that sums up. */
  title: string
  message: string
  /** The member it is about, where the form shows it. */
  member: keyof Cors
  /** What makes it as bad as it is: the origins, that credentials go along. More of it is worse. */
  because?: readonly string[]
}

/** Warnings that a change brings: new ones, and those that it makes worse. */
export function freshWarnings(before: readonly CorsWarning[], after: readonly CorsWarning[]): CorsWarning[] {
  return after.filter((warning) => {
    const known = before.find(({ id }) => id === warning.id)
    return known === undefined || warning.because?.some((each) => !known.because?.includes(each)) === true
  })
}

interface Facts {
  origins: readonly string[]
  methods: readonly string[]
  headers: readonly string[]
  exposed: readonly string[]
  hasCredentials: boolean
  maxAge: number | undefined
  authType: AuthType | undefined
}

type Rule = (facts: Facts) => CorsWarning | null

/** What a person should know about stored or drafted CORS; nothing for CORS that is off or allows no origin. */
export function corsWarnings(cors: Cors | undefined, authType?: AuthType): CorsWarning[] {
  const origins = cors?.AllowOrigins ?? []
  if (cors === undefined || origins.length === 0) return []
  const facts: Facts = {
    origins,
    methods: cors.AllowMethods ?? [],
    headers: (cors.AllowHeaders ?? []).map((name) => name.toLowerCase()),
    exposed: cors.ExposeHeaders ?? [],
    hasCredentials: cors.AllowCredentials === true,
    maxAge: cors.MaxAge,
    authType,
  }
  return RULES.map((rule) => rule(facts)).filter((warning) => warning !== null)
}

const anyOrigin: Rule = ({ origins, hasCredentials, authType }) => {
  if (!origins.includes('*')) return null
  if (hasCredentials) {
    const message =
      'Any origin together with credentials: AWS is reported to name every website’s own origin in its response then, so any of them could call with the visitor’s cookies and read the response. List the origins instead.'
    return {
      id: 'cors-any-origin-with-credentials',
      tone: 'bad',
      member: 'AllowOrigins',
      title: 'Any origin with credentials',
      message,
    }
  }
  const message =
    authType === 'AWS_IAM'
      ? 'Any website may read the responses in a visitor’s browser. Calls must still be signed.'
      : 'Any website may call this function URL from a visitor’s browser and read the response.'
  return {
    id: 'cors-any-origin',
    tone: 'warn',
    member: 'AllowOrigins',
    title: 'Any origin',
    message,
    because: authType === 'AWS_IAM' ? [] : ['unsigned calls'],
  }
}

const CREDENTIALS = 'credentials'

const httpOrigin: Rule = ({ origins, hasCredentials }) => {
  const found = origins.filter((origin) => /^http:\/\//i.test(origin) && !isLocal(origin))
  if (found.length === 0) return null
  const message = hasCredentials
    ? 'Pages served over http: can be tampered with in transit. With credentials they can then read what is meant for a signed-in visitor. Use https:.'
    : 'Pages served over http: can be tampered with in transit and then read responses. Use https:.'
  return {
    id: 'cors-http-origin',
    tone: 'warn',
    member: 'AllowOrigins',
    title: hasCredentials ? 'Unencrypted origin with credentials' : 'Unencrypted origin',
    message,
    because: [...found, ...(hasCredentials ? [CREDENTIALS] : [])],
  }
}

const localOrigin: Rule = ({ origins, hasCredentials }) => {
  const found = origins.filter(isLocal)
  if (found.length === 0) return null
  const message =
    'localhost is allowed: any program that serves pages on a visitor’s own machine counts as this origin. Remove it in production.'
  return {
    id: 'cors-localhost',
    tone: 'warn',
    member: 'AllowOrigins',
    title: 'Local origin',
    message,
    because: [...found, ...(hasCredentials ? [CREDENTIALS] : [])],
  }
}

/** The loopback names of the Secure Contexts standard: localhost, *.localhost, 127.0.0.0/8 and [::1]. */
function isLocal(origin: string): boolean {
  if (diagnoseOrigin(origin) !== null || !URL.canParse(origin)) return false
  const { hostname, protocol } = new URL(origin)
  if (protocol !== 'http:' && protocol !== 'https:') return false
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

const unusualScheme: Rule = ({ origins }) => {
  const found = origins.filter((origin) => /^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(origin))
  if (found.length === 0) return null
  const message =
    'An origin begins with neither https: nor http:. Only browser extensions and apps send such origins: check the spelling.'
  return {
    id: 'cors-unusual-scheme',
    tone: 'warn',
    member: 'AllowOrigins',
    title: 'An unusual scheme',
    message,
    because: found,
  }
}

/** Recorded: a preflight for a method that is not listed gets no CORS header at all. */
const noMethod: Rule = ({ origins, methods }) => {
  if (origins.length === 0 || methods.length > 0) return null
  const message =
    'Every preflight is refused, so only simple GET, HEAD and POST requests work. Choose the methods that pages use.'
  return {
    id: 'cors-no-method',
    tone: 'warn',
    member: 'AllowMethods',
    title: 'No method is allowed',
    message,
  }
}

const anyMethodWithCredentials: Rule = ({ methods, hasCredentials }) => {
  if (!hasCredentials || !methods.includes('*')) return null
  const message =
    'With credentials browsers read * among the allowed methods as a method called *, not as any method (Fetch standard). Choose the methods one by one.'
  return {
    id: 'cors-any-method-with-credentials',
    tone: 'warn',
    member: 'AllowMethods',
    title: '* as method with credentials',
    message,
  }
}

const anyHeader: Rule = ({ headers, hasCredentials, authType }) => {
  if (!headers.includes('*')) return null
  if (hasCredentials) {
    const message =
      'With credentials browsers read * among the allowed headers as a header called *, not as any header (Fetch standard). List the headers by name.'
    return {
      id: 'cors-any-header-with-credentials',
      tone: 'warn',
      member: 'AllowHeaders',
      title: '* as header with credentials',
      message,
    }
  }
  if (headers.includes('authorization')) return null
  const need =
    authType === 'AWS_IAM'
      ? 'Calls signed in their headers need it: add authorization beside *.'
      : 'Add authorization beside * if pages send it.'
  const message = `* among the allowed headers does not cover Authorization (Fetch standard). ${need}`
  return {
    id: 'cors-any-header-without-authorization',
    tone: 'warn',
    member: 'AllowHeaders',
    title: '* does not cover Authorization',
    message,
  }
}

const signedCalls: Rule = ({ headers, authType }) => {
  if (authType !== 'AWS_IAM' || headers.includes('*')) return null
  const missing = ['authorization', 'x-amz-date'].filter((name) => !headers.includes(name))
  if (missing.length === 0) return null
  const message =
    'With auth type AWS_IAM pages that sign their calls in headers need authorization and x-amz-date among the allowed headers, and x-amz-security-token with temporary credentials.'
  return {
    id: 'cors-signing-headers-missing',
    tone: 'warn',
    member: 'AllowHeaders',
    title: 'Headers for signing are missing',
    message,
    because: missing,
  }
}

const anyExposedWithCredentials: Rule = ({ exposed, hasCredentials }) => {
  if (!hasCredentials || !exposed.includes('*')) return null
  const message =
    'With credentials browsers read * among the exposed headers as a header called *, not as any header (Fetch standard). List the headers by name.'
  return {
    id: 'cors-any-exposed-header-with-credentials',
    tone: 'warn',
    member: 'ExposeHeaders',
    title: '* as exposed header with credentials',
    message,
  }
}

/** Fetch §2.2.2, "forbidden response-header name". */
const exposedCookie: Rule = ({ exposed }) => {
  const found = exposed.filter((name) => /^set-cookie2?$/i.test(name))
  if (found.length === 0) return null
  return {
    id: 'cors-exposed-set-cookie',
    tone: 'warn',
    member: 'ExposeHeaders',
    title: 'Set-Cookie is never readable',
    message:
      'Browsers never let scripts read Set-Cookie, whatever is exposed. To set cookies from another origin, the call needs credentials and the cookie SameSite=None; Secure.',
    because: found,
  }
}

const longMaxAge: Rule = ({ maxAge }) => {
  if (maxAge === undefined || maxAge <= BROWSER_MAX_AGE_CAPS.Chrome) return null
  const message =
    'The max age is longer than some browsers keep it: Chrome at most 2 hours, Safari 10 minutes, Firefox 24 hours.'
  return {
    id: 'cors-max-age-above-browsers',
    tone: 'warn',
    member: 'MaxAge',
    title: 'Max age above what browsers keep',
    message,
  }
}

/** The documentation disagrees on what Lambda sends then (0 or 5 seconds); the Fetch standard's own default is 5. */
const missingMaxAge: Rule = ({ maxAge, methods, headers }) => {
  const needsPreflight =
    headers.length > 0 || methods.some((method) => !['GET', 'HEAD', 'POST'].includes(method))
  if (maxAge !== undefined || !needsPreflight) return null
  const message =
    'No max age is set: browsers repeat the preflight before nearly every call that needs one. Ten minutes suit every browser.'
  return {
    id: 'cors-max-age-missing',
    tone: 'warn',
    member: 'MaxAge',
    title: 'No max age',
    message,
  }
}

const RULES: readonly Rule[] = [
  anyOrigin,
  httpOrigin,
  localOrigin,
  unusualScheme,
  noMethod,
  anyMethodWithCredentials,
  anyHeader,
  signedCalls,
  anyExposedWithCredentials,
  exposedCookie,
  longMaxAge,
  missingMaxAge,
]
