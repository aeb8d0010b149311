import type { Exchange } from '@/components/probe/use-exchange'
import type { SeenResponse } from '@/lib/access/seen-response'

/** The beginning of a body is enough to know whose error it is; bytes. */
const BEGINNING = 4096

/** The response of an exchange as far as it tells its cause; nothing before its head is here. */
export function seenOf({ request, head, bytes }: Exchange): SeenResponse | undefined {
  if (!head) return undefined
  return {
    status: head.status,
    isSigned: request.mode === 'signed',
    headers: head.headers.map(([name, value]) => [name, value ?? ''] as const),
    body: new TextDecoder().decode(bytes.subarray(0, BEGINNING)),
  }
}
