import type { CorsFailure, SimulatedFailure } from '@/lib/cors/simulator/simulation'

/**
 * What Chrome prints in its console when `fetch()` is blocked, to the letter; several where it names one of several
 * headers, in an order that is nowhere laid down.
 */
export function consoleMessages(address: string, origin: string, failure: SimulatedFailure): string[] {
  const url = URL.canParse(address) ? new URL(address).href : address
  const beginning = `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: `
  const isCheck = failure.of === 'preflight' && !NOT_OF_THE_CHECK.has(failure.kind)
  const check = isCheck ? "Response to preflight request doesn't pass access control check: " : ''
  const named =
    failure.kind === 'header-not-allowed' ? failure.all.map((value) => ({ ...failure, value })) : [failure]
  return named.map((each) => beginning + check + consoleReason(each))
}

/** Chrome names the preflight in these itself. */
const NOT_OF_THE_CHECK: ReadonlySet<CorsFailure['kind']> = new Set([
  'methods-unreadable',
  'headers-unreadable',
  'method-not-allowed',
  'header-not-allowed',
])

/** Chrome adds it where the header is there and says something else. */
const HINT = ' Have the server send the header with a valid value.'

function consoleReason(failure: CorsFailure): string {
  switch (failure.kind) {
    case 'origin-missing':
      return "No 'Access-Control-Allow-Origin' header is present on the requested resource."
    case 'origin-wildcard-with-credentials':
      return "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'."
    case 'origin-multiple':
      return `The 'Access-Control-Allow-Origin' header contains multiple values '${failure.value}', but only one is allowed.${HINT}`
    case 'origin-invalid':
      return `The 'Access-Control-Allow-Origin' header contains the invalid value '${failure.value}'.${HINT}`
    case 'origin-mismatch':
      return `The 'Access-Control-Allow-Origin' header has a value '${failure.value}' that is not equal to the supplied origin.${HINT}`
    case 'credentials-not-true':
      return `The value of the 'Access-Control-Allow-Credentials' header in the response is '${failure.value}' which must be 'true' when the request's credentials mode is 'include'.`
    case 'status-not-ok':
      return 'It does not have HTTP ok status.'
    case 'methods-unreadable':
      return 'Cannot parse Access-Control-Allow-Methods response header field in preflight response.'
    case 'headers-unreadable':
      return 'Cannot parse Access-Control-Allow-Headers response header field in preflight response.'
    case 'method-not-allowed':
      return `Method ${failure.value} is not allowed by Access-Control-Allow-Methods in preflight response.`
    case 'header-not-allowed':
      return `Request header field ${failure.value} is not allowed by Access-Control-Allow-Headers in preflight response.`
  }
}
