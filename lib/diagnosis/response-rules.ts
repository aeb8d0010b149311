import type { Rule } from '@/lib/diagnosis/finding'

const BODY = 'the response of the function URL'
const RECORDED = 'This body was recorded from AWS.'
const SIGNING =
  'Sign for the service lambda and the region in the address, with the exact path and query that are sent, the SHA-256 of the body, and the session token of temporary credentials.'

/** Bodies that Lambda, and what may stand in front of it, answer with. */
export const RESPONSE_RULES: readonly Rule[] = [
  {
    id: 'forbidden',
    patterns: [
      /Forbidden\. For troubleshooting Function URL authorization issues/,
      /"Message" ?: ?"Forbidden"/,
      /x-amzn-errortype: ?AccessDeniedException/i,
    ],
    title: 'Lambda refused the call with 403: the caller is not permitted.',
    sureness: 'certain',
    source: BODY,
    says: ['The function did not run, so its code and its CORS headers have no part in it.'],
    fixes: [
      'With NONE, everyone needs both lambda:InvokeFunctionUrl and lambda:InvokeFunction in the policy of this qualifier; with AWS_IAM, calls are signed and the caller needs both.',
    ],
    leadsTo: 'access',
    status: 403,
  },
  {
    id: 'unknown-url',
    patterns: [/"Message" ?: ?null/],
    title: 'There is no function URL with this id: it was deleted, or the address has a typing error.',
    sureness: 'certain',
    source: BODY,
    says: [`${RECORDED} A deleted function URL cannot be recovered; a new one gets another address.`],
    fixes: [
      'Compare the address letter by letter. If it was deleted, create a function URL and give callers the new address.',
    ],
    leadsTo: 'activity',
    status: 403,
  },
  {
    id: 'signature-mismatch',
    patterns: [
      /The request signature we calculated does not match the signature you provided/,
      /\bSignatureDoesNotMatch\b/,
    ],
    title: 'The request is signed, and the signature is not the one that AWS calculated.',
    sureness: 'certain',
    says: ['The secret key, or the text that was signed, is another than the one AWS saw.'],
    fixes: [
      SIGNING,
      'Proxies that change the path, the query or the Host header break signatures. Try it sends a signed request as the console to compare with.',
    ],
    leadsTo: 'try',
    status: 403,
  },
  {
    id: 'signature-malformed',
    patterns: [
      /Authorization header requires '[\w-]+' parameter/,
      /not a valid key=value pair \(missing equal-?sign\) in Authorization header/,
    ],
    title: 'The Authorization header is not a whole SigV4 signature.',
    sureness: 'certain',
    says: ['The header cannot carry anything beside it, such as a Bearer token.'],
    fixes: [SIGNING],
    leadsTo: 'try',
  },
  {
    id: 'signature-expired',
    patterns: [
      /Signature (?:expired|not yet current)|RequestTimeTooSkewed|is now earlier than|is now later than/,
    ],
    title: 'The signature is too old or from the future: the caller’s clock is wrong, or the request waited.',
    sureness: 'certain',
    fixes: ['Set the caller’s clock, and sign right before sending. Signatures hold for about five minutes.'],
    status: 403,
  },
  {
    id: 'signature-scope',
    patterns: [/Credential should be scoped to (?:a valid|correct) (\w+)/],
    title: 'The request was signed for another $1.',
    sureness: 'certain',
    fixes: [SIGNING],
    status: 403,
  },
  {
    id: 'token-invalid',
    patterns: [/The security token included in the request is (invalid|expired)/],
    title: 'AWS does not accept the credentials that the request was signed with: the token is $1.',
    sureness: 'certain',
    fixes: [
      'Renew the credentials. With temporary ones the session token has to be sent as X-Amz-Security-Token.',
    ],
    status: 403,
  },
  {
    id: 'function-error',
    patterns: [/^"?Internal Server Error"?\.?$/i, /\b502\b .{0,20}(?:Bad Gateway|Internal Server Error)/i],
    title: 'The function failed: Lambda answers 502 with “Internal Server Error”.',
    sureness: 'likely',
    source: BODY,
    says: ['The call was let in, so permissions are not the cause.'],
    fixes: [
      'The function’s log in CloudWatch Logs has the error. Usual causes: it threw, ran into its time-out, ran out of memory, returned more than 6 MB, or an object that is no valid response.',
    ],
    leadsTo: 'access',
    status: 502,
  },
  {
    id: 'throttled',
    patterns: [
      /ReservedFunctionConcurrentInvocationLimitExceeded|"Reason" ?: ?"ConcurrentInvocationLimitExceeded"/,
      /"message" ?: ?"Rate [Ee]xceeded\.?"/i,
    ],
    title: 'Lambda throttles the function (429): more requests than its concurrency allows, or none at all.',
    sureness: 'certain',
    fixes: ['Look at the reserved concurrency: 0 switches all calls off.'],
    leadsTo: 'access',
    status: 429,
  },
  {
    id: 'too-large',
    patterns: [
      /Request must be smaller than \d+ bytes|RequestEntityTooLarge|RequestTooLargeException|exceeded maximum allowed payload size/,
      /Function\.ResponseSizeTooLarge|Failed to post handler success response\. Http response code: 413/,
    ],
    title: 'The request or the response is larger than Lambda takes: 6 MB when buffered.',
    sureness: 'certain',
    fixes: [
      'Send less, hand out large files by presigned S3 addresses, or set the invoke mode to RESPONSE_STREAM for large responses.',
    ],
    leadsTo: 'edit',
  },
  {
    id: 'timed-out',
    patterns: [/Task timed out after ([\d.]+) seconds/],
    title: 'The function ran into its time-out of $1 seconds; its callers get 502.',
    sureness: 'certain',
    source: 'the function’s log',
    fixes: ['Raise the function’s time-out, or find what it waits for.'],
    status: 502,
  },
  {
    id: 'runtime-exit',
    patterns: [
      /Runtime exited with error: signal: killed|Runtime\.OutOfMemory/,
      /Runtime\.(?:ExitError|ImportModuleError|HandlerNotFound|UserCodeSyntaxError|MalformedHandlerName|UnhandledPromiseRejection)|Runtime exited (?:with|without)/,
    ],
    title: 'The function’s process ended before it answered; its callers get 502.',
    sureness: 'certain',
    source: 'the function’s log',
    fixes: [
      '“signal: killed” is nearly always memory: raise it. The other errors name the module, the handler or the line.',
    ],
    status: 502,
  },
  {
    id: 'error-object',
    patterns: [/"errorMessage" ?:.{0,400}"errorType"|"errorType" ?:.{0,400}"errorMessage"/],
    title: 'The function ended with an error of its own.',
    sureness: 'certain',
    source: 'the error that the function returned',
    fixes: ['The stack in it names the line. Through the function URL callers see 502 and none of this.'],
    status: 502,
    yieldsTo: /Task timed out|Runtime\./,
  },
  {
    id: 'headers-too-large',
    patterns: [/Request Header (?:Or Cookie|Fields) Too Large|Header overflow|HPE_HEADER_OVERFLOW/i],
    title: 'The headers are too large, of the request or of the response.',
    sureness: 'certain',
    says: ['Which server says so, the text does not tell: Lambda answers 431, nginx 400.'],
    fixes: ['Large cookies and tokens are the usual cause. Send less in headers.'],
  },
  {
    id: 'api-gateway',
    patterns: [
      /"message" ?: ?"(?:Missing Authentication Token|Forbidden|Internal [Ss]erver [Ee]rror|Not Found|Unauthorized|Service Unavailable|Endpoint request timed out|Limit Exceeded|Too Many Requests)"/,
      /execute-api\.[a-z0-9-]+\.amazonaws\.com|x-amzn-errortype: ?MissingAuthenticationTokenException|apigw-requestid|x-amz-apigw-id/i,
    ],
    title: 'This looks like API Gateway, not a function URL.',
    sureness: 'likely',
    source: 'the wording and the headers of the response',
    says: ['Function URLs write "Message" with a capital M for Forbidden and have hosts that end in on.aws.'],
    fixes: ['Look at the address that was called: this console knows function URLs only.'],
  },
  {
    id: 'cloudfront',
    patterns: [
      /The request could not be satisfied|x-cache: ?(?:Error|Miss|Hit|LambdaGeneratedResponse)\S* from cloudfront|Generated by cloudfront|via: ?\S+ \S+\.cloudfront\.net/i,
    ],
    title: 'CloudFront stands in front of the function URL and took part in this response.',
    sureness: 'certain',
    source: 'the headers or the page of CloudFront',
    says: [
      'Its cache and its own header policies come in between: what it answers need not come from Lambda.',
    ],
    fixes: [
      'Compare with a call to the function URL itself. With origin access control the distribution needs both permissions, and POST and PUT need x-amz-content-sha256 from the caller; the Host header must not be forwarded.',
    ],
    leadsTo: 'access',
  },
  {
    id: 'proxy',
    patterns: [
      /upstream connect error|no healthy upstream|<center>nginx|Error from proxy|Apache\/[\d.]+ .{0,40}Server at/,
    ],
    title: 'A proxy or a web server in front answered, not Lambda.',
    sureness: 'likely',
    source: 'the wording of the response',
    fixes: [
      'Compare with a call to the function URL itself. Proxies must send the function URL’s own host name as Host and in TLS.',
    ],
  },
  {
    id: 's3',
    patterns: [/<Error> ?<Code>(\w+)<\/Code>/],
    title: 'An XML error ($1): this is Amazon S3 or another service, not a function URL.',
    sureness: 'likely',
    source: 'the form of the response',
    fixes: ['Look at the address that was called.'],
  },
]
