import type { Client } from '@/lib/cors/pasted/snippet-facts'

/** What has to be known of a way to make a call, beside what the call says. */
const NOTES: Partial<Record<Client, readonly string[]>> = {
  axios: [
    'Interceptors and defaults of axios that are not in the text may add headers; each added header needs its place among the allowed headers.',
  ],
  Angular: [
    'Interceptors of HttpClient that are not in the text may add headers; each added header needs its place among the allowed headers.',
  ],
  jQuery: ['What $.ajaxSetup adds elsewhere is not in the text.'],
  EventSource: [
    'EventSource sends GET without headers of its own, so there is no preflight; it cannot send Authorization.',
  ],
  sendBeacon: ['sendBeacon always sends credentials, and no script ever reads the response.'],
  WebSocket: [
    'WebSocket connections have no CORS, and function URLs take none: call the URL over https:, with response streaming if need be.',
  ],
  curl: ['curl makes no CORS checks. It is read here as the call that a page would make.'],
  PowerShell: ['PowerShell makes no CORS checks. It is read here as the call that a page would make.'],
}

/** Sentences about the client that makes the call. */
export function clientNotes(by: Client | undefined): readonly string[] {
  return by === undefined ? [] : (NOTES[by] ?? [])
}
