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
  'Apollo Client': [
    'Apollo Client posts JSON, so browsers ask first with a preflight: content-type needs its place among the allowed headers, and so does each header that another link adds.',
  ],
  htmx: [
    'htmx adds headers of its own (HX-Request, HX-Current-URL, HX-Target, HX-Trigger), each of which needs its place among the allowed headers. What hx-headers of an element around it or htmx:configRequest adds is not in the text.',
    'htmx 2 sends requests to its own host only, unless htmx.config.selfRequestsOnly is false.',
  ],
  'HTML form': [
    'A form that the browser submits itself opens the response as a page: no CORS check, no preflight. If a CORS message is shown, a script sends the form: paste that call.',
  ],
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

/** What no CORS check ever looks at. */
export const isOutsideCors = (by: Client | undefined) => by === 'WebSocket' || by === 'HTML form'

/** Sentences about the client that makes the call. */
export function clientNotes(by: Client | undefined): readonly string[] {
  return by === undefined ? [] : (NOTES[by] ?? [])
}
