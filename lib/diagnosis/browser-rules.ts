import type { Rule } from '@/lib/diagnosis/finding'

const CHROME = 'Chrome’s console'
const BROWSER = 'the browser’s console'
const NOT_CORS = 'This is not CORS: no CORS setting changes it.'

/** What browsers say of calls that fail for other reasons than CORS. */
export const BROWSER_RULES: readonly Rule[] = [
  {
    id: 'csp',
    patterns: [
      /Refused to connect to '?(\S+?)'? because it (?:violates|does not appear)/,
      /(?:Connecting to|Refused to connect to|Fetch API cannot load) '?(\S+?)'?\.? (?:violates|Refused to connect because it violates) the/,
      /Content-Security-Policy: .{0,60}blocked .{0,80}?at (\S+)/,
      /Content Security Policy: .{0,60}blocked .{0,80}?at (\S+)/,
      /\(blocked:csp\)|net::ERR_BLOCKED_BY_CSP|violates the (?:following|document's) Content Security Policy|connect-src directive of the Content Security Policy/,
    ],
    title: 'The page’s own Content Security Policy forbids the call.',
    sureness: 'certain',
    source: BROWSER,
    says: [NOT_CORS, 'The browser stopped the call before it was sent.'],
    fixes: [
      'Add the function URL’s origin to connect-src in the Content-Security-Policy of the page that calls.',
    ],
  },
  {
    id: 'mixed-content',
    patterns: [
      /Mixed Content: /,
      /Blocked loading mixed active content/,
      /was not allowed to (?:display|run|request) insecure content from/,
      /\(blocked:mixed-content\)/,
    ],
    title: 'A page on https: calls an address on http:, which browsers block (mixed content).',
    sureness: 'certain',
    source: BROWSER,
    says: [NOT_CORS],
    fixes: ['Call the function URL with https:. Function URLs are served over https: only.'],
  },
  {
    id: 'blocked-by-extension',
    patterns: [
      /net::ERR_BLOCKED_BY_CLIENT/,
      /was blocked because content blocking is enabled/,
      /Content blocker prevented .{0,80} from loading/,
      /\(blocked:other\)|Blocked by (?:uBlock|AdBlock|an extension)/i,
    ],
    title: 'An extension or a content blocker of the browser stopped the call.',
    sureness: 'certain',
    source: BROWSER,
    says: [
      NOT_CORS,
      'Nothing was sent. Blockers match words in the address, such as “track” or “analytics”.',
    ],
    fixes: [
      'Try a window without extensions. If it works there, change the path, or ask to be taken off the blocker’s list.',
    ],
  },
  {
    id: 'blocked-by-administrator',
    patterns: [/net::ERR_BLOCKED_BY_ADMINISTRATOR/],
    title: 'A policy of the browser’s administrator blocks the address.',
    sureness: 'certain',
    source: CHROME,
    says: [NOT_CORS],
    fixes: ['Ask who manages the browser to allow *.lambda-url.<region>.on.aws.'],
  },
  {
    id: 'blocked-by-response',
    patterns: [
      /net::ERR_BLOCKED_BY_RESPONSE\S*/,
      /Cross-Origin-(?:Resource|Embedder)-Policy/,
      /net::ERR_BLOCKED_BY_ORB/,
    ],
    title: 'The response was kept from the page by Cross-Origin-Resource-Policy or its like, not by CORS.',
    sureness: 'certain',
    source: BROWSER,
    fixes: [
      'Send Cross-Origin-Resource-Policy: cross-origin from the function’s code, or load the resource with CORS (crossorigin on the element, fetch with mode ‘cors’).',
    ],
  },
  {
    id: 'offline',
    patterns: [
      /net::ERR_INTERNET_DISCONNECTED/,
      /The Internet connection appears to be offline/,
      /The network connection was lost/,
      /net::ERR_NETWORK_CHANGED|net::ERR_NETWORK_IO_SUSPENDED/,
    ],
    title: 'The computer was offline, or its network changed during the call.',
    sureness: 'certain',
    source: BROWSER,
    says: [NOT_CORS],
    fixes: ['Try again when the network is back.'],
  },
  {
    id: 'dns',
    patterns: [
      /net::ERR_NAME_NOT_RESOLVED|NS_ERROR_UNKNOWN_HOST|DNS_PROBE_FINISHED/,
      /A server with the specified hostname could not be found/,
      /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)|ENOTFOUND (\S+)/,
      /Could not resolve host:? (\S+)/i,
      /NameResolutionError|Name or service not known|No such host is known|Temporary failure in name resolution/,
    ],
    title: 'The host name could not be resolved (DNS).',
    sureness: 'certain',
    says: [
      NOT_CORS,
      'Function URLs have the form https://<id>.lambda-url.<region>.on.aws/. A missing letter or a wrong region gives an unknown name or another function.',
    ],
    fixes: [
      'Compare the address with the one on the function URL’s page. If it is right, look at VPN, proxy and DNS filter.',
    ],
  },
  {
    id: 'tls',
    patterns: [
      /net::ERR_(?:CERT|SSL|BAD_SSL)\w*/,
      /SSL certificate problem|certificate (?:has expired|verify failed)|SEC_ERROR_\w+|The certificate for this server is invalid/,
      /unable to (?:get local issuer|verify the first) certificate|self[- ]signed certificate/,
      /curl: \((?:35|51|60|77)\)/,
      /(?<!lambda-url\S{0,60})ERR_TLS_CERT_ALTNAME_INVALID/,
    ],
    title: 'The TLS connection failed: the certificate or the protocol was not accepted.',
    sureness: 'certain',
    says: [NOT_CORS],
    fixes: [
      'A function URL answers only under its own name. A domain of your own that points at it by CNAME fails here: put CloudFront in front. Otherwise look for a proxy that opens TLS.',
    ],
  },
  {
    id: 'no-connection',
    patterns: [
      /\bERR_(?:CONNECTION_\w+|ADDRESS_\w+|TIMED_OUT|EMPTY_RESPONSE|PROXY_\w+|TUNNEL_\w+|QUIC_\w+|HTTP2_PING_FAILED|SOCKET_NOT_CONNECTED|NETWORK_ACCESS_DENIED)/,
      /NS_ERROR_(?:CONNECTION_REFUSED|NET_TIMEOUT|NET_RESET)/,
      /Could not connect to the server/,
      /curl: \((?:7|28|52|56)\)/,
      /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|UND_ERR_(?:\w+_TIMEOUT|SOCKET))\b/,
    ],
    title: 'No connection, or it ended before a response came.',
    sureness: 'certain',
    says: [NOT_CORS],
    fixes: [
      'Look at VPN, proxy and firewall. If only this function does it, it may run longer than the caller waits: compare its time-out with the client’s.',
    ],
    yieldsTo: /net::ERR_(?:INTERNET|NAME)|ENOTFOUND/,
  },
  {
    id: 'stream-broken',
    patterns: [
      /net::ERR_INCOMPLETE_CHUNKED_ENCODING|net::ERR_HTTP2_PROTOCOL_ERROR|net::ERR_CONTENT_LENGTH_MISMATCH|curl: \((?:18|92)\)/,
    ],
    title: 'The response began and broke off.',
    sureness: 'certain',
    source: BROWSER,
    says: [NOT_CORS, 'A status such as 200 beside it was sent before the end was known.'],
    fixes: [
      'With RESPONSE_STREAM the function threw, timed out or did not end its stream: its log in CloudWatch Logs tells. A proxy in front may also cut long responses.',
    ],
    leadsTo: 'overview',
  },
  {
    id: 'aborted',
    patterns: [
      /net::ERR_ABORTED(?! \d{3})|NS_BINDING_ABORTED|AbortError: |signal is aborted|\(canceled\)/,
      /TimeoutError: |aborted due to timeout|signal timed out|timeout of \d+ ?ms exceeded|Request timed out$/,
    ],
    title: 'The page itself gave the call up, or was left before the response came.',
    sureness: 'likely',
    source: BROWSER,
    fixes: ['Look for an AbortController, a time limit of the client, or a form that reloads the page.'],
  },
  {
    id: 'too-many-redirects',
    patterns: [/net::ERR_TOO_MANY_REDIRECTS|redirected too many times|curl: \(47\)/],
    title: 'The responses lead from redirect to redirect without end.',
    sureness: 'certain',
    fixes: ['Function URLs do not redirect: the function’s code, or what stands in front, does.'],
  },
  {
    id: 'kept-from-page',
    patterns: [/net::ERR_FAILED (2\d\d)/],
    title:
      'The function URL answered with $1, and the browser kept the response from the page: that is CORS in nearly every case.',
    sureness: 'likely',
    source: CHROME,
    fixes: ['Paste the line above it too: it says which check failed.'],
    leadsTo: 'cors',
    yieldsTo: /blocked by CORS policy/,
  },
  {
    id: 'devtools-only',
    patterns: [/\(blocked:devtools\)|Provisional headers are shown/],
    title: 'The developer tools show a request that was not sent as it stands there.',
    sureness: 'possible',
    source: CHROME,
    fixes: ['Paste the message of the Console panel, which gives the reason.'],
    yieldsTo: /blocked by CORS policy|net::ERR/,
  },
  {
    id: 'service-worker',
    patterns: [/The FetchEvent for \S+ resulted in a network error response/],
    title: 'A service worker of the page answered the call with an error.',
    sureness: 'certain',
    source: BROWSER,
    fixes: [
      'Switch the service worker off in the Application panel and try again; then paste what the console says.',
    ],
  },
  {
    id: 'web-socket',
    patterns: [
      /WebSocket connection to '?wss?:\S+ failed|establish a connection to the server at wss?:/,
      /can't establish a connection to the server at ws/,
    ],
    title: 'Function URLs take no WebSocket connections.',
    sureness: 'certain',
    source: BROWSER,
    says: [NOT_CORS],
    fixes: [
      'Call it over https:, with RESPONSE_STREAM for what comes bit by bit, or use a WebSocket API of API Gateway.',
    ],
  },
  {
    id: 'event-stream-type',
    patterns: [/EventSource's response has a MIME type \(?"?([\w/+.-]*)/],
    title: 'EventSource wants Content-Type: text/event-stream and got $1.',
    sureness: 'certain',
    source: BROWSER,
    says: [NOT_CORS],
    fixes: [
      'Send that type from the function’s code, and use the invoke mode RESPONSE_STREAM. An error page has another type too: look at its status.',
    ],
    leadsTo: 'edit',
  },
  {
    id: 'not-json',
    patterns: [
      /Unexpected token .{0,40}JSON|JSON\.parse: unexpected character|JSON Parse error|is not valid JSON|Unexpected end of JSON input/,
    ],
    title: 'The page expected JSON and got something else, often an HTML page or an error text.',
    sureness: 'possible',
    source: BROWSER,
    says: ['The response could be read, so CORS let it through.'],
    fixes: [
      'Look at the response in the Network panel: its status and its first line tell where it came from.',
    ],
    leadsTo: 'try',
  },
]
