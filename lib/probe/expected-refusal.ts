import type { AccessFacts } from '@/lib/access/access-facts'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import { outcomeOf } from '@/lib/outcome/outcome'
import { type Signature, signatureOf } from '@/lib/outcome/signature'
import type { ProbeRequest } from '@/lib/probe/request'

/** What Lambda will answer to a request in place of the function, as a whole sentence; nothing where that is not certain. */
export function expectedRefusal(
  access: AccessFacts,
  cors: Cors | undefined,
  request: ProbeRequest,
): string | undefined {
  const { kind, statuses, reason } = outcomeOf(
    { access, cors },
    {
      isPreflight: isPreflight(request),
      signature: signatureIn(request),
      bodyBytes: new TextEncoder().encode(request.body).length,
    },
  )
  return kind === 'refused' ? `Expected: ${statuses.join(' or ')}. ${reason}` : undefined
}

function signatureIn({ mode, headers, query }: ProbeRequest): Signature {
  if (mode === 'signed') return 'sigv4'
  const isPresigned = query.some(({ name }) => name === 'X-Amz-Signature')
  const lines = headers.map(({ name, value }): HeaderLine => [name, value])
  return signatureOf(isPresigned ? 'https://x.example/?X-Amz-Signature=1' : '', lines)
}

/** OPTIONS with both headers that make a preflight. */
function isPreflight({ method, mode, headers }: ProbeRequest): boolean {
  const has = (wanted: string) =>
    headers.some(({ name, value }) => name.toLowerCase() === wanted && value !== '')
  return method === 'OPTIONS' && has('access-control-request-method') && (mode === 'browser' || has('origin'))
}
