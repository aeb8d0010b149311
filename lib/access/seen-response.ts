import type { Cause, CauseState } from '@/lib/access/cause'

/** A response that came, as far as it tells its cause. */
export interface SeenResponse {
  status: number
  /** Whether the request carried a SigV4 signature. */
  isSigned: boolean
  /** Of the response, names in any case. */
  headers: readonly (readonly [name: string, value: string])[]
  /** The beginning of its body as text. */
  body: string
}

/** What a 403 of Lambda says of itself: its own body tells three kinds apart (recorded answers; AWS's signature errors). */
type RefusalKind = 'unknown-address' | 'signature' | 'forbidden' | 'own-code' | 'not-told'

const SIGNATURE =
  /signature we calculated|InvalidSignature|IncompleteSignature|Signature (expired|not yet current)|Credential should be scoped|security token included in the request|Missing Authentication Token|x-amz-content-sha256|UnrecognizedClient/i

function refusalKindOf({ headers, body }: Pick<SeenResponse, 'headers' | 'body'>): RefusalKind {
  if (SIGNATURE.test(body)) return 'signature'
  if (/"Message"\s*:\s*null/.test(body)) return 'unknown-address'
  if (/"Message"\s*:\s*"Forbidden/i.test(body)) return 'forbidden'
  // Every 403 of Lambda that was recorded names its error in this header.
  const isOfLambda = headers.some(([name]) => name.toLowerCase() === 'x-amzn-errortype')
  return isOfLambda ? 'not-told' : 'own-code'
}

/** Which causes a kind of refusal leaves, and which of them it proves. */
const PROVES: Partial<Record<RefusalKind, string>> = {
  'unknown-address': 'other-address',
  signature: 'wrong-signature',
  'own-code': 'own-code',
}

/** Causes of a 403 that its own text proves or rules out; a 403 without a text leaves them as they are. */
export function narrowedBy(seen: SeenResponse, causes: readonly Cause[]): Cause[] {
  const kind = refusalKindOf(seen)
  const proven = PROVES[kind]
  return causes.map((cause) => {
    if (proven !== undefined) return ruled(cause, cause.id === proven ? 'applies' : 'ruled-out', proven)
    if (kind === 'forbidden' && OF_OTHER_TEXTS.has(cause.id)) return ruled(cause, 'ruled-out', cause.id)
    // It was signed, so that is not what is missing.
    if (cause.id === 'auth-type' && seen.isSigned)
      return { ...cause, state: 'ruled-out', text: 'This request was signed.' }
    return cause
  })
}

/** “Forbidden” is what Lambda says of permissions; these say something else. */
const OF_OTHER_TEXTS = new Set(['other-address', 'own-code', 'wrong-signature', 'unsigned-payload'])

const TOLD: Record<string, string> = {
  'other-address': '{"Message":null} is the response of an address without a function URL.',
  'wrong-signature': 'The response says that the signature is wrong.',
  'own-code': 'The response has no x-amzn-ErrorType header, which Lambda’s own 403 has.',
}

function ruled(cause: Cause, state: CauseState, proven: string): Cause {
  if (state === 'applies') return { ...cause, state, text: `${TOLD[proven] ?? ''} ${cause.text}`.trim() }
  return { ...cause, state, text: 'The response says something else.' }
}
