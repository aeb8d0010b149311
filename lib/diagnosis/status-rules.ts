import type { Finding, Lead } from '@/lib/diagnosis/finding'

interface StatusRow {
  title: string
  fixes: readonly string[]
  leadsTo?: Lead
}

/** What a status means that a function URL answers with, where nothing else tells more. */
const ROWS: Readonly<Record<number, StatusRow>> = {
  400: {
    title: 'The request was refused as malformed (400).',
    fixes: ['Lambda refuses what is no valid HTTP; otherwise the status is the function’s own.'],
  },
  401: {
    title: 'The function’s own code asks for sign-in (401).',
    fixes: ['Lambda itself answers 403 there. Look at the function’s code and the token that is sent.'],
  },
  403: {
    title: 'The call was refused (403).',
    fixes: [
      'Lambda answers 403 where the caller is not permitted, the signature is wrong, or the URL does not exist; the function’s code or CloudFront may answer it too. The response’s body tells them apart.',
    ],
    leadsTo: 'access',
  },
  404: {
    title: 'The function’s own code answered “not found” (404).',
    fixes: [
      'Lambda answers an unknown function URL with 403, so the path is one that the code does not know.',
    ],
    leadsTo: 'try',
  },
  405: {
    title: 'The function’s own code does not take this method (405).',
    fixes: ['With CORS off, OPTIONS reaches the code too, and a framework may refuse it.'],
    leadsTo: 'cors',
  },
  413: {
    title: 'The request or the response is too large (413).',
    fixes: ['Lambda takes 6 MB when buffered. A smaller limit is the function’s own.'],
    leadsTo: 'edit',
  },
  429: {
    title: 'The function is throttled (429).',
    fixes: [
      'Look at its reserved concurrency: 0 switches all calls off. The function’s code may answer 429 too.',
    ],
    leadsTo: 'access',
  },
  431: {
    title: 'The request’s headers are too large (431).',
    fixes: ['Large cookies and tokens are the usual cause. Send less in headers.'],
  },
  500: {
    title: 'The function’s own code answered 500.',
    fixes: [
      'An error that the code does not catch becomes 502; a 500 is written by the code or its framework. Look at its log.',
    ],
    leadsTo: 'try',
  },
  502: {
    title: 'The function failed (502).',
    fixes: [
      'Its log in CloudWatch Logs has the error. Usual causes: it threw, ran into its time-out, ran out of memory, returned more than 6 MB, or an object that is no valid response.',
    ],
    leadsTo: 'access',
  },
  503: {
    title: 'The service is not available (503).',
    fixes: [
      'Try again; if it stays, look at the AWS Health Dashboard, or at what stands in front of the function URL.',
    ],
  },
  504: {
    title: 'Something in front of the function URL did not wait long enough (504).',
    fixes: [
      'CloudFront and proxies have time limits of their own: compare them with the function’s time-out.',
    ],
  },
}

/** Sentences in which a status stands, by what prints them. */
const STATUSES: readonly (readonly [source: string, pattern: RegExp])[] = [
  ['the browser’s console', /Failed to load resource: the server responded with a status of (\d{3})/],
  [
    'the browser’s console',
    /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) ?https?:\/\/\S+ (?:net::ERR_\w+ )?(\d{3})(?: \(|$)/,
  ],
  ['Firefox’s console', /\[HTTP\/[\d.]+ (\d{3})\b/],
  ['axios', /Request failed with status code (\d{3})/],
  ['Angular', /Http failure (?:response for|during parsing for) \S+: (\d{3})/],
  ['ky or got', /Request failed with status code (\d{3})|Response code (\d{3})/],
  ['Python', /HTTP ?Error (\d{3}):|\b(\d{3}) (?:Client|Server) Error: /],
  [
    'PowerShell or .NET',
    /remote server returned an error: \((\d{3})\)|Response status code does not indicate success: (\d{3})/,
  ],
  ['curl', /curl: \(22\) The requested URL returned error: (\d{3})/],
  ['wget', /ERROR (\d{3}): /],
  ['the browser’s page', /\bHTTP ERROR (\d{3})\b/],
  ['the WebSocket client', /Unexpected server response: (\d{3})/],
  ['the developer tools', /Status Code:? ?(\d{3})\b/],
  ['the browser’s console', /Status code: (\d{3})\b/],
  [
    'the text',
    /\bHTTP (?:status |code |status code )(\d{3})\b|\bstatus(?:Code| code)?['"]?(?: ?[:=] ?| )(\d{3})\b/i,
  ],
  ['the status line', /(?:^|\s)HTTP\/[\d.]+ (\d{3})(?!\d)(?! Connection established)/],
  ['the text', /^\D{0,3}(4\d\d|5\d\d)(?: [A-Z][A-Za-z ]{2,30})?$/],
  [
    'the text',
    /\b(403 Forbidden|429 Too Many Requests|502 Bad Gateway|413 (?:Payload|Request Entity|Content) Too Large)\b/i,
  ],
]

/** The status in a text and what prints it so. */
export function statusIn(text: string): { status: number; source: string } | null {
  for (const [source, pattern] of STATUSES) {
    const found = pattern.exec(text)
    const value = found?.[1] ?? found?.[2]
    if (value !== undefined) return { status: Number.parseInt(value, 10), source }
  }
  return null
}

/** What a status alone says. */
export function statusFinding(status: number, source: string): Finding | null {
  const row = ROWS[status]
  if (!row) return status >= 400 ? ofOther(status, source) : null
  return { id: `status-${status}`, sureness: 'likely', source, says: [], status, ...row }
}

const ofOther = (status: number, source: string): Finding => ({
  id: 'status-other',
  title: `The function’s own code answered ${status}.`,
  sureness: 'likely',
  source,
  says: [],
  fixes: [
    'Lambda itself does not answer with this status, as far as is documented. Look at the function’s code and log.',
  ],
  status,
})
