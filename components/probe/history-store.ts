import { createListeners } from '@/lib/draft/listeners'
import type { ProbeRequest } from '@/lib/probe/request'
import { withoutSecrets } from '@/lib/probe/request'

/** A request that was sent, without what must not be stored, and how it ended. */
export interface PastRequest {
  /** ISO 8601. */
  at: string
  request: ProbeRequest
  /** Absent: there was no reply. */
  status?: number
  totalMs?: number
}

const MAX_REQUESTS = 20
/** Longer ones would fill what the browser gives to a page; characters. */
const MAX_BODY = 16_384
const NONE: PastRequest[] = []

const history = createListeners()
/** What was read last, so that the same text is the same value. */
let known: { text: string | null; requests: PastRequest[] } = { text: null, requests: NONE }

const keyOf = (identityKey: string) => `requests:${identityKey}`

/** The requests sent to one function URL from this tab, the last first; kept as long as the tab is. */
export const historyStore = {
  read: (identityKey: string): PastRequest[] => {
    const text = attempt(() => sessionStorage.getItem(keyOf(identityKey))) ?? null
    if (known.text !== text) known = { text, requests: parsed(text) }
    return known.requests
  },
  readOnServer: () => NONE,
  add: (identityKey: string, past: PastRequest) => {
    const request = withoutSecrets(past.request)
    const body = request.body.length > MAX_BODY ? '' : request.body
    const kept = [{ ...past, request: { ...request, body } }, ...historyStore.read(identityKey)]
    write(identityKey, JSON.stringify(kept.slice(0, MAX_REQUESTS)))
  },
  clear: (identityKey: string) => write(identityKey, null),
  subscribe: history.subscribe,
}

function write(identityKey: string, text: string | null): void {
  attempt(() => {
    if (text === null) sessionStorage.removeItem(keyOf(identityKey))
    else sessionStorage.setItem(keyOf(identityKey), text)
  })
  history.tell()
}

function parsed(text: string | null): PastRequest[] {
  const value = text === null ? undefined : attempt((): unknown => JSON.parse(text))
  return Array.isArray(value) ? value.filter(isPast) : NONE
}

function isPast(value: unknown): value is PastRequest {
  const request = (value as Partial<PastRequest> | null)?.request
  return typeof request?.path === 'string' && Array.isArray(request.headers) && Array.isArray(request.query)
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
