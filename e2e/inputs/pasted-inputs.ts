import type { Input } from '@/e2e/inputs/input'
import { explainReport } from '@/lib/cors/pasted/explain-report'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import { diagnose, isNotUnderstood } from '@/lib/diagnosis/diagnose'
import type { Place } from '@/lib/diagnosis/places'

const ID = 'abcdefghijklmnopqrstuvwxyz012345'
const U = `https://${ID}.lambda-url.eu-central-1.on.aws/`
const APP = 'https://app.example.com'
const ARN = 'arn:aws:lambda:eu-central-1:111111111111:function:checkout-api'
const DRAFT: Cors = { AllowOrigins: [APP], AllowMethods: ['GET'] }
const PAGE: PageRequest = { origin: APP, method: 'GET', headers: [], withCredentials: false }

/** What “What went wrong?” and the paste dialog of the CORS tab say of a text, beside a draft. */
function saidOf(text: string, draft: Cors = DRAFT): string[] {
  const diagnosis = diagnose(text)
  if (isNotUnderstood(diagnosis)) return ['Not understood.']
  const { findings, report, places } = diagnosis
  const explained = report && explainReport(report, draft, PAGE)
  return [
    ...findings.flatMap(({ title, says, fixes, sureness, source }) => [
      `${title} (${sureness}, from ${source})`,
      ...says,
      ...fixes,
    ]),
    ...(explained ? [...explained.says, ...explained.elsewhere, FIELDS[explained.fields]] : []),
    ...(explained?.parts.map(({ allows }) => `Suggested: allow ${allows}.`) ?? []),
    ...places.map(placeText),
  ]
}

const FIELDS = {
  change: 'A change of these settings is suggested.',
  none: 'These settings already allow this call. No CORS setting has to change.',
  elsewhere: 'CORS settings do not cause this, so no change is suggested.',
  unknown: 'Whether a CORS setting has to change cannot be told from this text alone.',
}

function placeText(place: Place): string {
  if (place.kind === 'address') return `Looked for: the function URL ${place.id}.`
  if (place.kind === 'request-id') return `Looked for: the request ${place.id}.`
  return `Looked for: ${place.functionName}${place.qualifier ? `:${place.qualifier}` : ''}.`
}

const chrome = (what: string, origin = APP) =>
  `Access to fetch at '${U}' from origin '${origin}' has been blocked by CORS policy: ${what}`
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."
const PREFLIGHT = `Response to preflight request doesn't pass access control check: ${MISSING}`
const cli = (code: string, operation: string, message: string) =>
  `An error occurred (${code}) when calling the ${operation} operation: ${message}`

type Row = [section: string, text: string, mustSay: RegExp[], mustNotSay?: RegExp[]]

const NOTHING_MISSING = /already allow|allows .{1,40} already/

/** “Nothing computed” is not “nothing missing”. */
const EMPTY: Row[] = [
  [
    'B',
    `${chrome(MISSING, 'http://localhost:3000')}\nGET ${U} net::ERR_FAILED 403 (Forbidden)`,
    [/403/, /The draft does not allow|Suggested: allow/],
    [NOTHING_MISSING],
  ],
  [
    'B',
    chrome(
      "Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.",
    ),
    [/answered with a redirect/],
    [NOTHING_MISSING],
  ],
  [
    'B',
    `Access to fetch at '${U}' from origin 'http://localhost:3000' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values '*, http://localhost:3000', but only one is allowed.\n${MISSING}`,
    [/more than once/, /Suggested: allow this origin/],
    [NOTHING_MISSING],
  ],
  ['B', chrome(PREFLIGHT), [/cannot be told|Choose the method/], [/No CORS setting has to change/]],
]

/** What is read of a call, and what is not. */
const CALLS: Row[] = [
  ['B', 'TypeError: Failed to fetch', [/not why/, /cannot be told/], [NOTHING_MISSING]],
  [
    'B',
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${U}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`,
    [/to the preflight before it/, /cannot be told/],
    [/No CORS setting has to change/],
  ],
  [
    'C',
    `const aws = new AwsClient({ accessKeyId }); aws.fetch('${U}', { method: 'PUT' })`,
    [/client that is not read/, /cannot be told/],
  ],
  ['C', `$fetch('${U}', { method: 'POST', body: { a } })`, [/client that is not read/]],
  ['C', `app.fetch('${U}')`, [/client that is not read/]],
  [
    'C',
    `axios.interceptors.request.use((c) => { c.headers['X-Trace'] = id; return c })\naxios.get('${U}')`,
    [/allow .*x-trace/i, /headers of the call could not be read/],
  ],
  ['C', `axios.get('${U}', { auth: { username, password } })`, [/authorization/i]],
  ['C', `fetch('${U}')\nfetch('${U}b', { method: 'DELETE' })`, [/more than one call/], [NOTHING_MISSING]],
  ['C', `this.http.put('${U}', { a: 1 })`, [/sends “PUT”|PUT/, /content-type/i, /Interceptors/]],
  ['C', `items = httpResource(() => \`${U}\${this.id()}\`)`, [/GET/, /Interceptors/]],
  ['C', `$.ajax({ url: '${U}', type: 'DELETE' })`, [/DELETE/, /ajaxSetup/]],
  ['C', `ky.post('${U}', { json: { a } })`, [/content-type/i]],
  ['C', `new EventSource('${U}')`, [/no preflight/]],
  ['C', `new HttpLink({ uri: '${U}' })`, [/content-type/i, /preflight/]],
  ['C', `useSWR('${U}', fetcher)`, [/client that is not read/], [NOTHING_MISSING]],
  [
    'C',
    `const fetcher = (...args) => fetch(...args)\nuseSWR('${U}', fetcher)`,
    [/sends “GET”|GET/, /already allow/],
  ],
  [
    'C',
    `<form action="${U}" method="post"><input name="a"></form>`,
    [/no CORS check/, /no change is suggested/],
  ],
  ['C', `<button hx-post="${U}">Go</button>`, [/hx-request/i, /selfRequestsOnly/]],
  ['C', `curl -X PUT '${U}' -H 'x-a: 1'`, [/PUT/, /curl makes no CORS checks/]],
  [
    'C',
    `${chrome(PREFLIGHT)}\ncurl '${U}' -X 'PUT' -H 'content-type: application/json' -H 'origin: ${APP}' --data-raw '{}'`,
    [/allow .*PUT/, /content-type/i],
  ],
  [
    'C',
    `fetch("${U}", { "headers": { "x-a": "1" }, "referrer": "${APP}/", "method": "PUT", "mode": "cors" });`,
    [/PUT/, /x-a/],
  ],
  ['C', `fetch('${U}', { method: 'POST', body: file })`, [/Blob or a File/], [NOTHING_MISSING]],
  ['C', `axios.post('${U}', new FormData(form))`, [/POST/], [/application\/json/]],
  ['C', `axios.post('${U}', new URLSearchParams({ a: 1 }))`, [/POST/], [/application\/json/]],
  ['C', `axios.post('${U}', 'a=1')`, [/POST/], [/application\/json/]],
  ['C', `${chrome(PREFLIGHT)}\nfetch('${U}')`, [/something adds to the call/], [NOTHING_MISSING]],
  ['C', `new WebSocket('wss://${ID}.lambda-url.eu-central-1.on.aws/')`, [/no CORS/], [/Suggested/]],
]

/** Whatever went wrong, by one door. */
const DOOR: Row[] = [
  [
    'D',
    `XMLHttpRequest cannot load ${U}. ${MISSING} Origin '${APP}' is therefore not allowed access.`,
    [/Access-Control-Allow-Origin/],
  ],
  [
    'D',
    `XMLHttpRequest cannot load ${U}. Response for preflight has invalid HTTP status code 403`,
    [/preflight/i, /403/],
  ],
  ['D', `GET ${U} net::ERR_FAILED 200 (OK)`, [/kept|page/i]],
  ['D', 'Failed to load resource: the server responded with a status of 403 ()', [/refused \(403\)/]],
  ['D', 'Failed to load resource: the server responded with a status of 429 ()', [/throttled/]],
  [
    'D',
    'Failed to load resource: the server responded with a status of 502 (Bad Gateway)',
    [/function failed/i],
  ],
  [
    'D',
    '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
    [/not permitted/],
  ],
  ['D', '{"Message":"Forbidden"}', [/not permitted/]],
  ['D', '{"Message":null}', [/no function URL with this id/]],
  ['D', 'Internal Server Error', [/502/]],
  [
    'D',
    '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."}',
    [/signature is not the one/],
  ],
  [
    'D',
    `> GET / HTTP/1.1\n> Host: ${ID}.lambda-url.eu-central-1.on.aws\n> Origin: ${APP}\n> \n< HTTP/1.1 200 OK\n< Access-Control-Allow-Origin: ${APP}\n< Access-Control-Allow-Origin: *\n< \nok`,
    [/more than once/],
  ],
  [
    'D',
    `HTTP/2 200 \naccess-control-allow-origin: ${APP}\naccess-control-allow-origin: ${APP}\ncontent-type: text/plain\n\nok`,
    [/more than once/],
  ],
  [
    'D',
    `Request URL: ${U}\nRequest Method: GET\nStatus Code: 403 Forbidden\nx-amzn-errortype: AccessDeniedException\ncontent-type: application/json\norigin: ${APP}`,
    [/403/, /not permitted/],
  ],
  [
    'D',
    JSON.stringify({
      request: { method: 'GET', url: U, headers: [{ name: 'Origin', value: APP }] },
      response: { status: 429, headers: [] },
    }),
    [/throttled/],
  ],
  [
    'D',
    cli(
      'ResourceConflictException',
      'CreateFunctionUrlConfig',
      `Failed to create function url config for [functionArn = ${ARN}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    ),
    [/has a function URL already/],
  ],
  [
    'D',
    `ResourceNotFoundException: The resource you requested does not exist.\n    at de_CommandError (/app/node_modules/@aws-sdk/client-lambda/dist-cjs/index.js:1:1) { '$fault': 'client', '$metadata': { httpStatusCode: 404 } }`,
    [/./],
  ],
  [
    'D',
    `│ Error: creating Lambda Function URL (checkout-api): operation error Lambda: CreateFunctionUrlConfig, https response error StatusCode: 409, RequestID: 8f2b6f0c-1111-4222-8333-444455556666, ResourceConflictException: Failed to create function url config for [functionArn = ${ARN}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    [/has a function URL already/, /Terraform/],
  ],
  [
    'D',
    `Resource handler returned message: "Failed to create function url config for [functionArn = ${ARN}]. Error message:  FunctionUrlConfig exists for this Lambda function (Service: Lambda, Status Code: 409, Request ID: 8f2b6f0c-1111-4222-8333-444455556666)" (RequestToken: 1, HandlerErrorCode: AlreadyExists)`,
    [/has a function URL already/, /CloudFormation/],
  ],
  [
    'D',
    'Error: Failed to create changeset for the stack: app, An error occurred (ValidationError) when calling the CreateChangeSet operation: extraneous key [InvokedViaFunctionUrl] is not permitted',
    [/AWS SAM|too old/],
  ],
  [
    'D',
    "Invalid configuration encountered at 'functions.api.url.cors': unrecognized property 'allowOrigin'",
    [/serverless\.yml/],
  ],
  ['D', U, [/Looked for: the function URL/]],
  ['D', ID, [/Looked for: the function URL/]],
  ['D', ARN, [/Looked for: checkout-api/]],
  ['D', `${ARN}:live`, [/Looked for: checkout-api:live/]],
  ['D', 'checkout-api:live', [/Looked for: checkout-api:live/]],
  ['D', '8f2b6f0c-1111-4222-8333-444455556666', [/Looked for: the request/]],
  [
    'D',
    `Refused to connect to '${U}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
    [/Content Security Policy/, /not CORS/],
  ],
  [
    'D',
    `Mixed Content: The page at '${APP}/' was loaded over HTTPS, but requested an insecure resource 'http://${ID}.lambda-url.eu-central-1.on.aws/'.`,
    [/mixed content/, /not CORS/],
  ],
  ['D', `POST ${U} net::ERR_BLOCKED_BY_CLIENT`, [/extension/, /not CORS/]],
  ['D', `GET ${U} net::ERR_INTERNET_DISCONNECTED`, [/offline|no connection/i]],
  ['D', `GET ${U} net::ERR_NAME_NOT_RESOLVED`, [/name/i]],
  ['D', `Method PUT is not allowed by Access-Control-Allow-Methods.`, [/PUT/]],
  ['D', 'We should look at CORS some day.', [/^Not understood\.$/]],
]

const LATE: Row[] = [
  ['E', `GET ${U} net::ERR_INCOMPLETE_CHUNKED_ENCODING 200 (OK)`, [/stream|broke/i]],
  [
    'E',
    '2026-11-28T10:00:00.000Z 8f2b6f0c-1111-4222-8333-444455556666 Task timed out after 3.01 seconds',
    [/time-out of 3\.01 seconds/],
  ],
  [
    'E',
    'RequestId: 8f2b6f0c-1111-4222-8333-444455556666 Error: Runtime exited with error: signal: killed',
    [/process ended/],
  ],
  [
    'E',
    '{"errorMessage":"Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
    [/6 MB/],
  ],
  ['E', 'Failed to load resource: the server responded with a status of 413 ()', [/413/]],
  ['E', 'HTTP ERROR 431', [/431/]],
  [
    'E',
    `HTTP/2 403 \nx-cache: Error from cloudfront\nvia: 1.1 abc.cloudfront.net (CloudFront)\n\n{"Message":"Forbidden"}`,
    [/CloudFront/],
  ],
  [
    'E',
    `Request URL: ${U}\nRequest Method: GET\nStatus Code: 200 OK\norigin: ${APP}\ncontent-type: text/plain\naccess-control-allow-origin:\nvary: Origin`,
    [/is not an origin/],
  ],
]

const inputsOf = (rows: readonly Row[]): Input[] =>
  rows.map(([section, input, mustSay, mustNotSay]) => ({
    section,
    input,
    said: () => saidOf(input),
    mustSay,
    ...(mustNotSay && { mustNotSay }),
  }))

/** Texts that people paste. */
export const PASTED_INPUTS: readonly Input[] = inputsOf([...EMPTY, ...CALLS, ...DOOR, ...LATE])
