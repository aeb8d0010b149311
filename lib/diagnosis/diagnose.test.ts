import { describe, expect, test } from 'vitest'
import type { VerdictKind } from '@/lib/access/verdict'
import type { CorsProblem } from '@/lib/cors/pasted/read-browser-message'
import { diagnose, isAccessFirst, isNotUnderstood } from '@/lib/diagnosis/diagnose'
import type { Lead, Sureness } from '@/lib/diagnosis/finding'

const ID = 'abcdefghijklmnopqrstuvwxyz012345'
const HOST = `${ID}.lambda-url.eu-central-1.on.aws`
const URL_ = `https://${HOST}/`
const ARN = 'arn:aws:lambda:eu-central-1:111111111111:function:checkout-api'
const APP = 'https://app.example.com'

type Row = [title: string, text: string, id: string, sureness: Sureness, leadsTo: Lead | undefined]

/** What browsers and clients say that is not CORS, or a status. */
const BROWSERS: Row[] = [
  [
    'CSP, Chrome',
    `Refused to connect to '${URL_}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
    'csp',
    'certain',
    undefined,
  ],
  [
    'CSP, Chrome of today',
    `Connecting to '${URL_}' violates the following Content Security Policy directive: "connect-src 'self'". The action has been blocked.`,
    'csp',
    'certain',
    undefined,
  ],
  [
    'CSP, Chrome’s second line',
    `Fetch API cannot load ${URL_}. Refused to connect because it violates the document's Content Security Policy.`,
    'csp',
    'certain',
    undefined,
  ],
  [
    'CSP, Firefox',
    `Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at ${URL_} because it violates the following directive: “connect-src 'self'”`,
    'csp',
    'certain',
    undefined,
  ],
  [
    'CSP, Firefox before 120',
    `Content Security Policy: The page’s settings blocked the loading of a resource at ${URL_} (“connect-src”).`,
    'csp',
    'certain',
    undefined,
  ],
  [
    'CSP, Safari',
    `Refused to connect to ${URL_} because it does not appear in the connect-src directive of the Content Security Policy.`,
    'csp',
    'certain',
    undefined,
  ],
  ['CSP, network panel', 'items (blocked:csp) fetch', 'csp', 'certain', undefined],
  [
    'mixed content, Chrome',
    `Mixed Content: The page at 'https://app.example.com/' was loaded over HTTPS, but requested an insecure resource 'http://${HOST}/'. This request has been blocked; the content must be served over HTTPS.`,
    'mixed-content',
    'certain',
    undefined,
  ],
  [
    'mixed content, Firefox',
    `Blocked loading mixed active content “http://${HOST}/”`,
    'mixed-content',
    'certain',
    undefined,
  ],
  [
    'mixed content, Safari',
    `[blocked] The page at https://app.example.com/ was not allowed to display insecure content from http://${HOST}/.`,
    'mixed-content',
    'certain',
    undefined,
  ],
  [
    'an extension, Chrome',
    `POST ${URL_}track net::ERR_BLOCKED_BY_CLIENT\nTypeError: Failed to fetch`,
    'blocked-by-extension',
    'certain',
    undefined,
  ],
  [
    'a blocker, Firefox',
    `The resource at “${URL_}” was blocked because content blocking is enabled.`,
    'blocked-by-extension',
    'certain',
    undefined,
  ],
  [
    'a blocker, Safari',
    `Content blocker prevented frame displaying ${APP}/ from loading a resource from ${URL_}`,
    'blocked-by-extension',
    'certain',
    undefined,
  ],
  [
    'an administrator',
    `GET ${URL_} net::ERR_BLOCKED_BY_ADMINISTRATOR`,
    'blocked-by-administrator',
    'certain',
    undefined,
  ],
  [
    'CORP',
    `GET ${URL_} net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep 200 (OK)`,
    'blocked-by-response',
    'certain',
    undefined,
  ],
  [
    'CORP, Safari',
    `Cancelled load to ${URL_} because it violates the resource's Cross-Origin-Resource-Policy response header.`,
    'blocked-by-response',
    'certain',
    undefined,
  ],
  ['offline, Chrome', `GET ${URL_} net::ERR_INTERNET_DISCONNECTED`, 'offline', 'certain', undefined],
  [
    'offline, Safari',
    'Failed to load resource: The Internet connection appears to be offline.',
    'offline',
    'certain',
    undefined,
  ],
  ['DNS, Chrome', `GET ${URL_} net::ERR_NAME_NOT_RESOLVED`, 'dns', 'certain', undefined],
  [
    'DNS, Chrome, the short form',
    'Failed to load resource: net::ERR_NAME_NOT_RESOLVED',
    'dns',
    'certain',
    undefined,
  ],
  [
    'DNS, Safari',
    'Failed to load resource: A server with the specified hostname could not be found.',
    'dns',
    'certain',
    undefined,
  ],
  [
    'DNS, Node.js',
    `TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND ${HOST}`,
    'dns',
    'certain',
    undefined,
  ],
  ['DNS, curl', `curl: (6) Could not resolve host: ${HOST}`, 'dns', 'certain', undefined],
  [
    'DNS, Python',
    `NameResolutionError("<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to resolve '${HOST}'")`,
    'dns',
    'certain',
    undefined,
  ],
  [
    'TLS, Chrome',
    `GET https://api.example.com/ net::ERR_CERT_COMMON_NAME_INVALID`,
    'tls',
    'certain',
    undefined,
  ],
  [
    'TLS, curl',
    'curl: (60) SSL: no alternative certificate subject name matches target host name',
    'tls',
    'certain',
    undefined,
  ],
  ['no connection, Chrome', `GET ${URL_} net::ERR_CONNECTION_REFUSED`, 'no-connection', 'certain', undefined],
  [
    'no connection, curl',
    `curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received`,
    'no-connection',
    'certain',
    undefined,
  ],
  [
    'a stream that breaks off',
    `GET ${URL_} net::ERR_INCOMPLETE_CHUNKED_ENCODING 200 (OK)`,
    'stream-broken',
    'certain',
    'overview',
  ],
  ['given up by the page', 'AbortError: signal is aborted without reason', 'aborted', 'likely', undefined],
  ['kept from the page', `GET ${URL_} net::ERR_FAILED 200 (OK)`, 'kept-from-page', 'likely', 'cors'],
  [
    '403, Chrome',
    `Failed to load resource: the server responded with a status of 403 ()`,
    'status-403',
    'likely',
    'access',
  ],
  [
    '429, Chrome',
    'Failed to load resource: the server responded with a status of 429 ()',
    'status-429',
    'likely',
    'access',
  ],
  [
    '502, Chrome',
    'Failed to load resource: the server responded with a status of 502 (Bad Gateway)',
    'function-error',
    'likely',
    'access',
  ],
  [
    '403, Chrome with the method',
    `index.js:1  GET ${URL_} 403 (Forbidden)`,
    'status-403',
    'likely',
    'access',
  ],
  ['403, Firefox', `XHRPOST ${URL_} [HTTP/2 403  83ms]`, 'status-403', 'likely', 'access'],
  ['axios', 'AxiosError: Request failed with status code 429', 'status-429', 'likely', 'access'],
  [
    'Angular',
    `HttpErrorResponse: Http failure response for ${URL_}: 403 Forbidden`,
    'status-403',
    'likely',
    'access',
  ],
  [
    'Python requests',
    `requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: ${URL_}`,
    'status-403',
    'likely',
    'access',
  ],
  [
    'urllib',
    'urllib.error.HTTPError: HTTP Error 413: Request Entity Too Large',
    'status-413',
    'likely',
    'edit',
  ],
  [
    'PowerShell',
    'Invoke-WebRequest : The remote server returned an error: (403) Forbidden.',
    'status-403',
    'likely',
    'access',
  ],
  ['the browser’s own page', 'This page isn’t working HTTP ERROR 431', 'status-431', 'likely', undefined],
  ['a WebSocket client', 'Error: Unexpected server response: 403', 'status-403', 'likely', 'access'],
  ['a line without words', `GET ${URL_} 403`, 'status-403', 'likely', 'access'],
  ['a name of an error alone', 'SignatureDoesNotMatch', 'signature-mismatch', 'certain', 'try'],
  [
    'half a signature',
    `{"message":"Authorization header requires 'Signature' parameter."}`,
    'signature-malformed',
    'certain',
    'try',
  ],
  [
    'a token where a signature belongs',
    `{"message":"'abc' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer abc'."}`,
    'signature-malformed',
    'certain',
    'try',
  ],
  ['undici', 'TypeError: fetch failed cause: UND_ERR_HEADERS_TIMEOUT', 'no-connection', 'certain', undefined],
  ['a name of Chrome alone', 'ERR_CONNECTION_RESET', 'no-connection', 'certain', undefined],
  [
    'a revision',
    'The RevisionId provided does not match the latest RevisionId.',
    'revision-moved',
    'certain',
    'access',
  ],
  ['a number alone', '403', 'status-403', 'likely', 'access'],
  ['404 is the code’s', `GET ${URL_}items 404 (Not Found)`, 'status-404', 'likely', 'try'],
  ['a status of the code', `GET ${URL_}items 418 (I'm a teapot)`, 'status-other', 'likely', undefined],
]

const MORE: Row[] = [
  [
    'a WebSocket, Chrome',
    `WebSocket connection to 'wss://${HOST}/' failed: Error during WebSocket handshake: Unexpected response code: 403`,
    'web-socket',
    'certain',
    undefined,
  ],
  [
    'a WebSocket, Firefox',
    `Firefox can’t establish a connection to the server at wss://${HOST}/.`,
    'web-socket',
    'certain',
    undefined,
  ],
  [
    'EventSource',
    'EventSource\'s response has a MIME type ("application/json") that is not "text/event-stream". Aborting the connection.',
    'event-stream-type',
    'certain',
    'edit',
  ],
  [
    'HTML in place of JSON',
    `SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
    'not-json',
    'possible',
    'try',
  ],
  ['a status in words', 'HTTP status 504 Gateway Timeout', 'status-504', 'likely', undefined],
  ['a status in a log', "{ statusCode: 429, body: '' }", 'status-429', 'likely', 'access'],
  ['API Gateway’s 500', '{"message":"Internal server error"}', 'api-gateway', 'likely', undefined],
  ['a proxy', 'upstream connect error or disconnect/reset before headers', 'proxy', 'likely', undefined],
  [
    'a response without CORS headers',
    'HTTP/2 200 \ncontent-type: text/plain\ndate: now\n\nok',
    'no-cors-headers',
    'possible',
    'cors',
  ],
]

/** Bodies of responses and lines of logs. */
const RESPONSES: Row[] = [
  [
    'forbidden, today',
    '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
    'forbidden',
    'certain',
    'access',
  ],
  ['forbidden, before', '{"Message":"Forbidden"}', 'forbidden', 'certain', 'access'],
  [
    'forbidden, printed by Python',
    "{'Message': 'Forbidden'}".replace(/'/g, '"'),
    'forbidden',
    'certain',
    'access',
  ],
  ['an unknown URL', '{"Message":null}', 'unknown-url', 'certain', 'activity'],
  ['502', 'Internal Server Error', 'function-error', 'likely', 'access'],
  ['a 500 of an HTTP API', '{"message":"Internal Server Error"}', 'api-gateway', 'likely', undefined],
  ['the header of a refusal', 'x-amzn-ErrorType: AccessDeniedException', 'forbidden', 'certain', 'access'],
  [
    'large cookies at a proxy',
    '<center>Request Header Or Cookie Too Large</center>',
    'headers-too-large',
    'certain',
    undefined,
  ],
  [
    'a client that waits no longer',
    'TimeoutError: The operation was aborted due to timeout',
    'aborted',
    'likely',
    undefined,
  ],
  ['a ping that failed', 'net::ERR_HTTP2_PING_FAILED', 'no-connection', 'certain', undefined],
  ['the same without its prefix', 'ERR_HTTP2_PING_FAILED', 'no-connection', 'certain', undefined],
  [
    'a WebSocket in Firefox',
    'Firefox can’t establish a connection to the server at wss://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws/.',
    'web-socket',
    'certain',
    undefined,
  ],
  [
    'a command line that is too old for a value',
    "aws: error: argument --invoke-mode: Invalid choice, valid choices are: 'BUFFERED'",
    'tool-too-old',
    'likely',
    'code',
  ],
  [
    'an API’s error as JSON',
    '{"__type":"com.amazonaws.lambda#ResourceConflictException","message":"Failed to create function url config for [functionArn = arn:aws:lambda:eu-central-1:111111111111:function:f]. Error message:  FunctionUrlConfig exists for this Lambda function"}',
    'url-exists',
    'certain',
    'overview',
  ],
  [
    'a wrong signature',
    '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}',
    'signature-mismatch',
    'certain',
    'try',
  ],
  [
    'an old signature',
    '{"message":"Signature expired: 20261128T100000Z is now earlier than 20261128T101000Z (20261128T101500Z - 5 min.)"}',
    'signature-expired',
    'certain',
    undefined,
  ],
  [
    'a signature for another service',
    `{"message":"Credential should be scoped to correct service: 'lambda'. "}`,
    'signature-scope',
    'certain',
    undefined,
  ],
  [
    'a signature for another region',
    `{"message":"Credential should be scoped to a valid region. "}`,
    'signature-scope',
    'certain',
    undefined,
  ],
  [
    'a token',
    '{"message":"The security token included in the request is invalid."}',
    'token-invalid',
    'certain',
    undefined,
  ],
  [
    'not permitted, with who',
    `{"Message":"User: arn:aws:iam::111111111111:user/bob is not authorized to perform: lambda:InvokeFunctionUrl on resource: ${ARN} because no identity-based policy allows the lambda:InvokeFunctionUrl action"}`,
    'access-denied',
    'certain',
    'access',
  ],
  [
    'throttled',
    '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
    'throttled',
    'certain',
    'access',
  ],
  [
    'too large',
    '{"Message":"Request must be smaller than 6291456 bytes for the InvokeFunction operation"}',
    'too-large',
    'certain',
    'edit',
  ],
  [
    'a time-out',
    '2026-11-28T10:00:00Z 8f2b6f0c-1111-4222-8333-444455556666 Task timed out after 3.00 seconds',
    'timed-out',
    'certain',
    undefined,
  ],
  [
    'memory',
    'RequestId: 8f2b6f0c-1111-4222-8333-444455556666 Error: Runtime exited with error: signal: killed',
    'runtime-exit',
    'certain',
    undefined,
  ],
  [
    'a handler',
    `{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module 'index'"}`,
    'runtime-exit',
    'certain',
    undefined,
  ],
  [
    'an error of its own',
    '{"errorMessage":"basket is undefined","errorType":"TypeError","trace":[]}',
    'error-object',
    'certain',
    undefined,
  ],
  ['API Gateway', '{"message":"Missing Authentication Token"}', 'api-gateway', 'likely', undefined],
  ['API Gateway’s 403', '{"message":"Forbidden"}', 'api-gateway', 'likely', undefined],
  [
    'CloudFront’s page',
    '403 ERROR The request could not be satisfied. Request blocked. Generated by cloudfront (CloudFront)',
    'cloudfront',
    'certain',
    'access',
  ],
  [
    'S3',
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    's3',
    'likely',
    undefined,
  ],
]

const cli = (code: string, operation: string, message: string) =>
  `An error occurred (${code}) when calling the ${operation} operation: ${message}`
const EXISTS = `Failed to create function url config for [functionArn = ${ARN}]. Error message:  FunctionUrlConfig exists for this Lambda function`

/** Errors of tools that deploy, by what AWS or they say. */
const TOOLS: [...Row, source: string][] = [
  [
    'there is one',
    cli('ResourceConflictException', 'CreateFunctionUrlConfig', EXISTS),
    'url-exists',
    'certain',
    'overview',
    'AWS CLI or boto3',
  ],
  [
    'boto3',
    `botocore.errorfactory.ResourceConflictException: ${cli('ResourceConflictException', 'CreateFunctionUrlConfig', EXISTS)}`,
    'url-exists',
    'certain',
    'overview',
    'boto3',
  ],
  [
    'SDK v3',
    `ResourceConflictException: ${EXISTS}\n    at de_ResourceConflictExceptionRes (/var/task/node_modules/@aws-sdk/client-lambda/dist-cjs/index.js:1:2) {\n  '$fault': 'client',\n  '$metadata': { httpStatusCode: 409, requestId: '8f2b6f0c-1111-4222-8333-444455556666' } }`,
    'url-exists',
    'certain',
    'overview',
    'AWS SDK for JavaScript, version 3',
  ],
  [
    'SDK v2',
    `ResourceConflictException: ${EXISTS}\n    at Object.extractError (/app/node_modules/aws-sdk/lib/protocol/json.js:52:27)`,
    'url-exists',
    'certain',
    'overview',
    'AWS SDK for JavaScript, version 2',
  ],
  [
    'SDK for Go',
    `operation error Lambda: CreateFunctionUrlConfig, https response error StatusCode: 409, RequestID: 8f2b6f0c-1111-4222-8333-444455556666, ResourceConflictException: ${EXISTS}`,
    'url-exists',
    'certain',
    'overview',
    'AWS SDK for Go',
  ],
  [
    'SDK for Java',
    `software.amazon.awssdk.services.lambda.model.ResourceConflictException: ${EXISTS} (Service: Lambda, Status Code: 409, Request ID: 8f2b6f0c-1111-4222-8333-444455556666)`,
    'url-exists',
    'certain',
    'overview',
    'AWS SDK for Java',
  ],
  [
    'Terraform',
    `\u001b[31m╷\u001b[0m\n\u001b[31m│\u001b[0m \u001b[1mError: \u001b[0mcreating Lambda Function URL (checkout-api): operation error Lambda: CreateFunctionUrlConfig,\n│ https response error StatusCode: 409, RequestID: 8f2b6f0c-1111-4222-8333-444455556666, ResourceConflictException:\n│ ${EXISTS}\n│\n│   with aws_lambda_function_url.this,\n│   on main.tf line 12, in resource "aws_lambda_function_url" "this":\n╵`,
    'url-exists',
    'certain',
    'overview',
    'Terraform',
  ],
  [
    'CloudFormation',
    `CREATE_FAILED AWS::Lambda::Url FunctionUrl Resource handler returned message: "${EXISTS} (Service: Lambda, Status Code: 409, Request ID: 8f2b6f0c-1111-4222-8333-444455556666)" (RequestToken: 0, HandlerErrorCode: AlreadyExists)`,
    'url-exists',
    'certain',
    'overview',
    'CloudFormation',
  ],
  [
    'Serverless',
    `✖ Stack shop-dev failed to deploy (41s)\nError:\nCREATE_FAILED: ApiLambdaFunctionUrl (AWS::Lambda::Url)\nResource handler returned message: "${EXISTS}"`,
    'url-exists',
    'certain',
    'overview',
    'Serverless Framework',
  ],
  [
    'no function',
    cli('ResourceNotFoundException', 'CreateFunctionUrlConfig', 'Function does not exist'),
    'function-unknown',
    'certain',
    'overview',
    'AWS CLI or boto3',
  ],
  [
    'no URL',
    cli('ResourceNotFoundException', 'GetFunctionUrlConfig', 'The resource you requested does not exist.'),
    'nothing-there',
    'likely',
    'overview',
    'AWS CLI or boto3',
  ],
  [
    'another region',
    cli(
      'ResourceNotFoundException',
      'GetFunctionUrlConfig',
      "Functions from 'us-west-2' are not reachable in this region ('us-east-1')",
    ),
    'other-region',
    'certain',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'a version',
    cli(
      'ValidationException',
      'CreateFunctionUrlConfig',
      "1 validation error detected: Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
    ),
    'qualifier-refused',
    'certain',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'two qualifiers',
    cli(
      'InvalidParameterValueException',
      'GetFunctionUrlConfig',
      'The derived qualifier from the function name does not match the specified qualifier.',
    ),
    'qualifier-twice',
    'certain',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'OPTIONS',
    cli(
      'ValidationException',
      'UpdateFunctionUrlConfig',
      "1 validation error detected: Value '[GET, POST, OPTIONS]' at 'cors.allowMethods' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 6]",
    ),
    'options-listed',
    'certain',
    'cors',
    'AWS CLI or boto3',
  ],
  [
    'OPTIONS, CloudFormation',
    'Properties validation failed for resource FunctionUrl with message: [#/Cors/AllowMethods/2: OPTIONS is not a valid enum value] AWS::Lambda::Url',
    'options-listed',
    'certain',
    'cors',
    'CloudFormation',
  ],
  [
    'MaxAge, CloudFormation',
    'Model validation failed (#/Cors/MaxAge: failed validation constraint for keyword [maximum]) AWS::Lambda::Url',
    'max-age',
    'certain',
    'cors',
    'CloudFormation',
  ],
  [
    'MaxAge, Terraform',
    '│ Error: expected cors.0.max_age to be in the range (0 - 86400), got 90000',
    'max-age',
    'certain',
    'cors',
    'Terraform',
  ],
  [
    'no origins',
    cli(
      'InvalidParameterValueException',
      'UpdateFunctionUrlConfig',
      "You can't leave AllowOrigins as empty when Cors is enabled.",
    ),
    'origins-empty',
    'certain',
    'cors',
    'AWS CLI or boto3',
  ],
  [
    'an auth type',
    cli(
      'ValidationException',
      'CreateFunctionUrlConfig',
      "1 validation error detected: Value 'none' at 'authType' failed to satisfy constraint: Member must satisfy enum value set: [AWS_IAM, NONE]",
    ),
    'auth-type-refused',
    'certain',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'an auth type, SAM',
    "[InvalidResourceException('Api', 'AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.')]",
    'auth-type-refused',
    'certain',
    undefined,
    'AWS SAM',
  ],
  [
    'a statement that is there',
    cli(
      'ResourceConflictException',
      'AddPermission',
      'The statement id (FunctionURLAllowPublicAccess) provided already exists. Please provide a new statement id, or remove the existing statement.',
    ),
    'statement-exists',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'a statement that is not',
    cli('ResourceNotFoundException', 'RemovePermission', 'Statement s1 is not found in resource policy.'),
    'statement-unknown',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'FunctionUrlAuthType',
    cli(
      'InvalidParameterValueException',
      'AddPermission',
      'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action',
    ),
    'auth-type-condition-misplaced',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'public without a condition',
    'adding Lambda Permission (checkout-api/url): operation error Lambda: AddPermission, https response error StatusCode: 400, RequestID: 8f2b6f0c-1111-4222-8333-444455556666, InvalidParameterValueException: This policy could enable public access to your lambda function as it allows all Principals (*) to perform lambda:InvokeFunctionUrl action. You must specify lambda:FunctionUrlAuthType condition',
    'public-without-condition',
    'certain',
    'access',
    'AWS SDK for Go',
  ],
  [
    'a principal',
    cli(
      'InvalidParameterValueException',
      'AddPermission',
      'The provided principal was invalid. Please check the principal and try again.',
    ),
    'principal-refused',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    '$LATEST',
    cli(
      'InvalidParameterValueException',
      'AddPermission',
      'We currently do not support adding policies for $LATEST.',
    ),
    'policy-on-latest',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'a revision',
    cli(
      'PreconditionFailedException',
      'AddPermission',
      'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
    ),
    'revision-moved',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'no policy',
    cli('ResourceNotFoundException', 'RemovePermission', 'No policy is associated with the given resource.'),
    'no-policy',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'an alias',
    cli('ResourceNotFoundException', 'AddPermission', `Cannot find alias arn: ${ARN}:live`),
    'alias-unknown',
    'certain',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'access denied',
    cli(
      'AccessDeniedException',
      'CreateFunctionUrlConfig',
      `User: arn:aws:iam::111111111111:user/bob is not authorized to perform: lambda:CreateFunctionUrlConfig on resource: ${ARN} with an explicit deny in a service control policy`,
    ),
    'access-denied',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'concurrency',
    cli(
      'InvalidParameterValueException',
      'PutFunctionConcurrency',
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [10].",
    ),
    'concurrency-refused',
    'certain',
    'access',
    'AWS CLI or boto3',
  ],
  [
    'throttled by the API',
    cli(
      'TooManyRequestsException',
      'ListFunctionUrlConfigs (reached max retries: 2)'.split(' (')[0] ?? '',
      'Rate exceeded',
    ),
    'api-throttled',
    'likely',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'an update in progress',
    cli(
      'ResourceConflictException',
      'CreateFunctionUrlConfig',
      `The operation cannot be performed at this time. An update is in progress for resource: ${ARN}`,
    ),
    'update-in-progress',
    'certain',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'no credentials',
    'Unable to locate credentials. You can configure credentials by running "aws login".',
    'no-credentials',
    'certain',
    undefined,
    'the text',
  ],
  [
    'SSO',
    'Error: The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login',
    'no-credentials',
    'certain',
    undefined,
    'the text',
  ],
  [
    'credentials that expired',
    cli('ExpiredTokenException', 'ListFunctions', 'The security token included in the request is expired'),
    'token-invalid',
    'certain',
    undefined,
    'AWS CLI or boto3',
  ],
  [
    'an old CLI',
    'usage: aws [options] <command> <subcommand>\n\naws: error: Unknown options: --invoked-via-function-url',
    'tool-too-old',
    'likely',
    'code',
    'AWS CLI',
  ],
  [
    'an old boto3',
    'botocore.exceptions.ParamValidationError: Parameter validation failed:\nUnknown parameter in input: "InvokedViaFunctionUrl", must be one of: FunctionName, StatementId',
    'tool-too-old',
    'likely',
    'code',
    'boto3',
  ],
  [
    'an old provider',
    '│ Error: Unsupported argument\n│   on main.tf line 20, in resource "aws_lambda_permission" "invoke":\n│ An argument named "invoked_via_function_url" is not expected here.',
    'tool-too-old',
    'likely',
    'code',
    'Terraform',
  ],
  [
    'CloudFormation’s properties',
    'Properties validation failed for resource Permission with message: #: extraneous key [InvokedViaFunctionUrl] is not permitted AWS::Lambda::Permission',
    'tool-too-old',
    'likely',
    'code',
    'CloudFormation',
  ],
  [
    'serverless.yml',
    "Invalid configuration encountered at 'functions.api.url.cors': unrecognized property 'allowOrigin'",
    'serverless-property',
    'certain',
    undefined,
    'Serverless Framework',
  ],
  [
    'something new',
    cli(
      'KMSDisabledException',
      'UpdateFunctionUrlConfig',
      'Lambda was unable to decrypt the environment variables',
    ),
    'aws-error',
    'likely',
    undefined,
    'AWS CLI or boto3',
  ],
]

describe('what is found, how sure, and where it leads', () => {
  test.each([...BROWSERS, ...MORE, ...RESPONSES])('%s', (_, text, id, sureness, leadsTo) => {
    const { findings } = diagnose(text)
    expect(findings.map((finding) => finding.id)).toEqual([id])
    expect(findings[0]).toMatchObject({ sureness, ...(leadsTo && { leadsTo }) })
    expect(findings[0]?.leadsTo).toBe(leadsTo)
  })

  test.each(TOOLS)('%s', (_, text, id, sureness, leadsTo, source) => {
    const { findings } = diagnose(text)
    expect(findings[0]).toMatchObject({ id, sureness, source })
    expect(findings[0]?.leadsTo).toBe(leadsTo)
    expect(findings.slice(1).map((finding) => finding.id)).toEqual(
      id === 'token-invalid' ? ['credentials-expired'] : [],
    )
  })
})

describe('the same in what texts go through', () => {
  const text = cli('ResourceConflictException', 'CreateFunctionUrlConfig', EXISTS)
  test.each([
    ['Windows line ends', text.replace(/ /g, '\r\n')],
    ['colours', `\u001b[31m${text}\u001b[39m`],
    ['spaces that do not break', text.replace(/ /g, '\u00a0')],
    ['a byte order mark', `\ufeff${text}`],
    ['lines before and behind', `$ ./deploy.sh\n+ set -e\n${text}\nmake: *** [deploy] Error 254`],
    ['encoded', encodeURIComponent(text)],
  ])('%s', (_, same) => {
    expect(diagnose(same).findings.map(({ id }) => id)).toEqual(['url-exists'])
  })

  test('typographic quotes', () => {
    expect(diagnose('{“Message”:null}').findings[0]?.id).toBe('unknown-url')
    expect(diagnose('You can’t leave AllowOrigins as empty when Cors is enabled.').findings[0]?.id).toBe(
      'origins-empty',
    )
  })

  test('several at once are all told', () => {
    const { findings, report } = diagnose(
      `Access to fetch at '${URL_}' from origin '${APP}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\nGET ${URL_} net::ERR_FAILED 403 (Forbidden)\n{"Message":null}`,
    )
    expect(findings.map(({ id }) => id)).toEqual(['unknown-url'])
    expect(report?.problems).toEqual(['allow-origin-missing'])
  })
})

const RESPONSE = 'HTTP/2 200 \r\ncontent-type: application/json\r\ndate: Sat, 28 Nov 2026 10:00:00 GMT\r\n'
const verbose = (request: string[], response: string[], body = '') =>
  [
    '* Connected to x',
    ...request.map((line) => `> ${line}`),
    '> ',
    ...response.map((line) => `< ${line}`),
    '< ',
    body,
  ].join('\n')
const GET_ = ['GET /items HTTP/2', `Host: ${HOST}`, 'user-agent: curl/8.5.0', 'accept: */*', `origin: ${APP}`]

describe('exchanges', () => {
  test.each<[title: string, text: string, problem: CorsProblem | undefined, ids: string[]]>([
    [
      'curl -v, no header',
      verbose(GET_, ['HTTP/2 200 ', 'content-type: text/plain']),
      'allow-origin-missing',
      [],
    ],
    [
      'curl -v, HTTP/1.1, refused',
      verbose(
        ['GET / HTTP/1.1', `Host: ${HOST}`, `Origin: ${APP}`],
        ['HTTP/1.1 403 Forbidden', 'x-amzn-ErrorType: AccessDeniedException'],
        '{"Message":"Forbidden"}',
      ),
      'allow-origin-missing',
      ['forbidden'],
    ],
    [
      'two lines',
      verbose(GET_, ['HTTP/2 200 ', `access-control-allow-origin: ${APP}`, 'access-control-allow-origin: *']),
      'multiple-values',
      [],
    ],
    [
      'curl -i, two lines',
      `${RESPONSE}access-control-allow-origin: ${APP}\r\naccess-control-allow-origin: ${APP}\r\n\r\n{}`,
      'multiple-values',
      [],
    ],
    [
      'another origin',
      verbose(GET_, ['HTTP/2 200 ', 'access-control-allow-origin: https://www.example.com']),
      'origin-mismatch',
      [],
    ],
    [
      'it passes',
      verbose(GET_, ['HTTP/2 200 ', `access-control-allow-origin: ${APP}`, 'vary: Origin']),
      undefined,
      ['cors-passed'],
    ],
    [
      'no origin was sent',
      verbose(GET_.slice(0, 4), ['HTTP/2 200 ', 'content-type: text/plain']),
      undefined,
      ['no-origin-sent'],
    ],
    [
      'a preflight without CORS headers',
      verbose(
        [
          'OPTIONS / HTTP/2',
          `Host: ${HOST}`,
          `origin: ${APP}`,
          'access-control-request-method: PUT',
          'access-control-request-headers: x-a,content-type',
        ],
        ['HTTP/2 200 ', 'content-length: 0'],
      ),
      'allow-origin-missing',
      [],
    ],
    [
      'a preflight that lacks a method',
      verbose(
        ['OPTIONS / HTTP/2', `Host: ${HOST}`, `origin: ${APP}`, 'access-control-request-method: PUT'],
        ['HTTP/2 200 ', `access-control-allow-origin: ${APP}`, 'access-control-allow-methods: GET,POST'],
      ),
      'method-not-allowed',
      [],
    ],
    [
      '502',
      verbose(
        GET_,
        ['HTTP/2 502 ', 'content-type: application/json', `access-control-allow-origin: ${APP}`],
        'Internal Server Error',
      ),
      undefined,
      ['status-502', 'cors-passed'],
    ],
    [
      'headers of the developer tools',
      `Request URL:\n${URL_}items\nRequest Method:\nGET\nStatus Code:\n200 OK\ncontent-type:\napplication/json\naccess-control-allow-origin:\n\nvary:\nOrigin`,
      'invalid-origin-value',
      [],
    ],
    [
      'an empty value with the next header behind it',
      `Request URL: ${URL_}items\nRequest Method: GET\nStatus Code: 200 OK\ncontent-type: application/json\naccess-control-allow-origin:\nvary: Origin`,
      'invalid-origin-value',
      [],
    ],
    [
      'headers alone',
      'content-type: application/json\naccess-control-allow-origin: *, *\nx-amzn-requestid: 8f2b6f0c-1111-4222-8333-444455556666',
      'multiple-values',
      [],
    ],
    [
      'a CDN in front',
      verbose(GET_, [
        'HTTP/2 403 ',
        'x-cache: Error from cloudfront',
        'via: 1.1 abc.cloudfront.net (CloudFront)',
      ]),
      'allow-origin-missing',
      ['cloudfront', 'status-403'],
    ],
  ])('%s', (_, text, problem, ids) => {
    const { report, findings } = diagnose(text)
    expect(report?.problems[0]).toBe(problem)
    expect(findings.map(({ id }) => id)).toEqual(ids)
  })

  test('a preflight names what the page wants', () => {
    const text = verbose(
      [
        'OPTIONS / HTTP/2',
        `Host: ${HOST}`,
        `origin: ${APP}`,
        'access-control-request-method: PUT',
        'access-control-request-headers: x-a',
      ],
      ['HTTP/2 200 '],
    )
    expect(diagnose(text).report).toMatchObject({
      source: 'response',
      isPreflight: true,
      origin: APP,
      method: 'PUT',
      headers: [['x-a', '']],
      address: URL_,
    })
  })

  test('headers without their headings are told apart', () => {
    const text = `Request URL: ${URL_}\nRequest Method: OPTIONS\nStatus Code: 200 OK\ncontent-length: 0\ncontent-type: application/json\nx-amzn-requestid: 1\naccess-control-request-method: PUT\norigin: ${APP}`
    expect(diagnose(text).report).toMatchObject({
      isPreflight: true,
      method: 'PUT',
      origin: APP,
      problems: ['allow-origin-missing'],
    })
  })

  test('Safari’s 403 is told as one', () => {
    const text = `[Error] Origin ${APP} is not allowed by Access-Control-Allow-Origin. Status code: 403\n[Error] Fetch API cannot load ${URL_} due to access control checks.`
    const { report, findings } = diagnose(text)
    expect(report).toMatchObject({ source: 'Safari', problems: ['allow-origin-missing'] })
    expect(findings).toMatchObject([{ id: 'status-403', source: 'the browser’s console' }])
  })

  const entry = (response: object, more: object = {}) =>
    JSON.stringify({
      startedDateTime: '2026-11-28T10:00:00Z',
      request: {
        method: 'PUT',
        url: `${URL_}items`,
        headers: [
          { name: 'Origin', value: APP },
          { name: 'X-Key', value: 'SECRET' },
        ],
      },
      response,
      ...more,
    })

  test.each<[title: string, text: string, problem: CorsProblem | undefined, ids: string[]]>([
    [
      'a HAR entry',
      entry({ status: 200, headers: [{ name: 'Content-Type', value: 'text/plain' }] }),
      'allow-origin-missing',
      [],
    ],
    [
      'one with a body',
      entry({ status: 403, headers: [], content: { text: '{"Message":null}' } }),
      'allow-origin-missing',
      ['unknown-url'],
    ],
    [
      'one without a response',
      entry({ status: 0, headers: [], _error: 'net::ERR_NAME_NOT_RESOLVED' }),
      undefined,
      ['dns'],
    ],
    [
      'a whole HAR file',
      `{"log":{"entries":[${JSON.stringify({ request: { url: 'https://app.example.com/' }, response: { status: 200 } })},${entry({ status: 429, headers: [] })}]}}`,
      'allow-origin-missing',
      ['status-429'],
    ],
  ])('%s', (_, text, problem, ids) => {
    const { report, findings, places } = diagnose(text)
    expect(report?.problems[0]).toBe(problem)
    expect(findings.map(({ id }) => id)).toEqual(ids)
    expect(places).toContainEqual({ kind: 'address', id: ID, region: 'eu-central-1' })
    expect(JSON.stringify({ ...report })).not.toContain('SECRET')
  })
})

test.each([
  ['an address', URL_, [{ kind: 'address', id: ID, region: 'eu-central-1' }]],
  ['a host', HOST, [{ kind: 'address', id: ID, region: 'eu-central-1' }]],
  ['an id', ID, [{ kind: 'address', id: ID }]],
  [
    'an ARN',
    ARN,
    [{ kind: 'arn', account: '111111111111', region: 'eu-central-1', functionName: 'checkout-api' }],
  ],
  [
    'an ARN with an alias',
    `${ARN}:live`,
    [
      {
        kind: 'arn',
        account: '111111111111',
        region: 'eu-central-1',
        functionName: 'checkout-api',
        qualifier: 'live',
      },
    ],
  ],
  ['name:alias', 'checkout-api:live', [{ kind: 'name', functionName: 'checkout-api', qualifier: 'live' }]],
  ['a name', 'checkout-api', [{ kind: 'name', functionName: 'checkout-api' }]],
  [
    'a request id',
    '8f2b6f0c-1111-4222-8333-444455556666',
    [{ kind: 'request-id', id: '8f2b6f0c-1111-4222-8333-444455556666' }],
  ],
  [
    'a name in an error of Terraform',
    'creating Lambda Function URL (checkout-api): oops',
    [{ kind: 'name', functionName: 'checkout-api' }],
  ],
])('what is named: %s', (_, text, places) => {
  const diagnosis = diagnose(text)
  expect(diagnosis.places).toEqual(places)
  expect(isNotUnderstood(diagnosis)).toBe(false)
})

test.each([
  ['nothing', ''],
  ['prose', 'We should look at CORS some day.'],
  ['an error of the page', 'Uncaught ReferenceError: basket is not defined'],
  ['a word behind a colon', 'CORS-Fehler: blockiert'],
  ['markup', '<script>alert(1)</script>'],
  ['a lot', 'x '.repeat(100_000)],
  ['brackets', '{"request":'.repeat(20_000)],
])('what is not understood: %s', (_, text) => {
  expect(isNotUnderstood(diagnose(text))).toBe(true)
})

const MISSING = `Access to fetch at '${URL_}' from origin '${APP}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`
const REFUSED_PREFLIGHT = `Access to fetch at '${URL_}' from origin '${APP}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`

test.each<[string, string, VerdictKind | undefined, boolean]>([
  [
    'a missing header beside a 403',
    `${MISSING}\nGET ${URL_} net::ERR_FAILED 403 (Forbidden)`,
    'public',
    true,
  ],
  [
    'the same while access is read',
    `${MISSING}\nGET ${URL_} net::ERR_FAILED 403 (Forbidden)`,
    undefined,
    true,
  ],
  ['a missing header beside a 429', `${MISSING}\nGET ${URL_} net::ERR_FAILED 429 ()`, 'public', true],
  ['a missing header beside a 502', `${MISSING}\nGET ${URL_} net::ERR_FAILED 502 ()`, 'public', true],
  ['a missing header beside a 200', `${MISSING}\nGET ${URL_} net::ERR_FAILED 200 (OK)`, 'public', false],
  ['a missing header alone', MISSING, 'public', false],
  ['a missing header alone, where everybody gets 403', MISSING, 'closed', true],
  ['a missing header alone, where the alias is gone', MISSING, 'alias-deleted', true],
  ['a missing header alone, where nothing may run', MISSING, 'throttled', true],
  ['a refused preflight', `${REFUSED_PREFLIGHT}\nOPTIONS ${URL_} 403 (Forbidden)`, 'iam', false],
  ['a refused preflight, where everybody gets 403', `${REFUSED_PREFLIGHT}`, 'closed', true],
])('whether Access comes before CORS: %s', (_, text, verdict, isFirst) => {
  expect(isAccessFirst(diagnose(text), verdict)).toBe(isFirst)
})
