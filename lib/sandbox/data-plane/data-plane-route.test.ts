import { request } from 'node:http'
import {
  DeleteFunctionUrlConfigCommand,
  PutResourcePolicyCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  addAccount,
  addAlias,
  addCredential,
  addFunction,
  addFunctionUrl,
  addStatements,
  type NewFunctionUrl,
  regionOf,
} from '@/lib/sandbox/build'
import {
  callFunctionUrl,
  type FunctionUrlRequest,
  functionUrlHost,
} from '@/lib/sandbox/data-plane/call-function-url'
import { signFunctionUrlCall } from '@/lib/sandbox/data-plane/sign-function-url-call'
import type { FunctionBehaviour, FunctionState, WireStatement } from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const FORBIDDEN =
  /^\{"Message":"Forbidden\. For troubleshooting Function URL authorization issues, see: https:/

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
})

afterEach(() => world.close())

function grants(
  resource: string,
  authType = 'NONE',
  principal: unknown = '*',
): [WireStatement, WireStatement] {
  const common = { Effect: 'Allow', Principal: principal, Resource: resource } as const
  return [
    {
      ...common,
      Sid: 'FunctionURLAllowPublicAccess',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': authType } },
    },
    {
      ...common,
      Sid: 'FunctionURLInvokeAllowPublicAccess',
      Action: 'lambda:InvokeFunction',
      Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
    },
  ]
}

function makeFunction(behaviour: FunctionBehaviour = { kind: 'echo' }): FunctionState {
  return addFunction(regionOf(world.account, TEST_REGION), { name: 'orders', behaviour })
}

/** A function URL that everybody may call, unless other statements are given. */
function makeUrl(
  fn: FunctionState,
  url: NewFunctionUrl = {},
  statements = grants(fn.arn) as WireStatement[],
) {
  const { urlId } = addFunctionUrl(world.state, fn, url)
  if (statements.length > 0) addStatements(fn, url.qualifier ?? '$LATEST', statements)
  return urlId
}

function call(urlId: string, request: Partial<FunctionUrlRequest> = {}) {
  return callFunctionUrl({ port: world.sandbox.port, urlId, region: TEST_REGION, ...request })
}

describe('who may call', () => {
  test('lets everybody in with both permissions', async () => {
    expect((await call(makeUrl(makeFunction()))).status).toBe(200)
  })

  test.each([
    ['only the one for the URL', 0],
    ['only the one for the function', 1],
  ])('refuses with one permission: %s', async (_title, index) => {
    const fn = makeFunction()
    const statement = grants(fn.arn)[index] as WireStatement
    const response = await call(makeUrl(fn, {}, [statement]))
    expect(response.status).toBe(403)
    expect(response.body).toMatch(FORBIDDEN)
    expect(response.headers['x-amzn-errortype']).toBe('AccessDeniedException')
  })

  test('needs only the one for the URL in an account that is exempt', async () => {
    world.account.hasTwoPermissionException = true
    const fn = makeFunction()
    expect((await call(makeUrl(fn, {}, [grants(fn.arn)[0]]))).status).toBe(200)
  })

  test('takes one statement for both permissions', async () => {
    const fn = makeFunction()
    const Action = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']
    const statement: WireStatement = { Effect: 'Allow', Principal: '*', Action, Resource: fn.arn }
    expect((await call(makeUrl(fn, {}, [statement]))).status).toBe(200)
  })

  test('lets a Deny win', async () => {
    const fn = makeFunction()
    const deny: WireStatement = { Effect: 'Deny', Principal: '*', Action: 'lambda:*', Resource: fn.arn }
    expect((await call(makeUrl(fn, {}, [...grants(fn.arn), deny]))).status).toBe(403)
  })

  test('looks for an alias URL at the alias, not at the function', async () => {
    const fn = makeFunction()
    addAlias(fn, { name: 'live' })
    const urlId = makeUrl(fn, { qualifier: 'live' }, [])
    addStatements(fn, '$LATEST', grants(fn.arn))
    expect((await call(urlId)).status).toBe(403)
    addStatements(fn, 'live', grants(`${fn.arn}:live`))
    expect((await call(urlId)).status).toBe(200)
  })

  test('finds nothing at the id of another region', async () => {
    const response = await call(makeUrl(makeFunction()), { region: 'eu-west-1' })
    expect([response.status, response.body]).toEqual([403, '{"Message":null}'])
  })

  test('forgets a URL that was deleted', async () => {
    const urlId = makeUrl(makeFunction())
    await world.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: 'orders' }))
    expect((await call(urlId)).body).toBe('{"Message":null}')
  })

  test('closes a public URL whose auth type becomes AWS_IAM', async () => {
    const urlId = makeUrl(makeFunction())
    const update = { FunctionName: 'orders', AuthType: 'AWS_IAM' } as const
    await world.lambda.send(new UpdateFunctionUrlConfigCommand(update))
    expect((await call(urlId)).status).toBe(403)
  })

  test.each([
    ['6 MB of text', 6 * 1024 * 1024, 'text/plain', 200],
    ['a byte more', 6 * 1024 * 1024 + 1, 'text/plain', 413],
    ['9 MB', 9 * 1024 * 1024, 'text/plain', 413],
    ['a binary body that just fits as Base64', 4.5 * 1024 * 1024, 'image/png', 200],
    ['one that does not', 4.5 * 1024 * 1024 + 1, 'image/png', 413],
  ])('takes requests of 6 MB: %s', async (_title, bytes, type, status) => {
    const url = makeUrl(makeFunction({ kind: 'returns', value: 'got it' }))
    const answer = await call(url, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: 'a'.repeat(bytes),
    })
    expect(answer.status).toBe(status)
    if (status === 413) expect(answer.body).toContain('Request must be smaller than 6291456 bytes')
  })

  test.each([
    ['BUFFERED', 6 * 1024 * 1024 - 100, false, 200],
    ['BUFFERED', 6 * 1024 * 1024, false, 502],
    ['BUFFERED', 6 * 1024 * 1024, true, 502],
    ['RESPONSE_STREAM', 7 * 1024 * 1024, false, 200],
  ] as const)(
    '%s answers a response of %i bytes (Base64: %s) with %i',
    async (invokeMode, bytes, isBase64Encoded, status) => {
      const value = { statusCode: 200, isBase64Encoded, body: 'a'.repeat(bytes) }
      const answer = await call(makeUrl(makeFunction({ kind: 'returns', value }), { invokeMode }))
      expect(answer.status).toBe(status)
      if (status === 502) expect(answer.body).toBe('Internal Server Error')
    },
  )

  test('answers 403 and not 413 to a large request of somebody who is not let in', async () => {
    const url = makeUrl(makeFunction(), {}, [])
    expect((await call(url, { method: 'POST', body: 'a'.repeat(7e6) })).status).toBe(403)
  })

  test('answers 429 at reserved concurrency 0', async () => {
    const fn = makeFunction()
    fn.reservedConcurrency = 0
    expect((await call(makeUrl(fn))).status).toBe(429)
  })
})

describe('a URL that asks for a signature', () => {
  async function signedStatus(statements: WireStatement[], account: string, denied: string[] = []) {
    const fn = makeFunction()
    const urlId = makeUrl(fn, { authType: 'AWS_IAM' }, statements)
    const arn = `arn:aws:iam::${account}:user/ann`
    const caller = addCredential(world.state, { account, arn, denied })
    const headers = await signFunctionUrlCall({ urlId, region: TEST_REGION }, caller)
    return (await call(urlId, { headers })).status
  }

  const ARN = `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:orders`
  const OTHER = '222222222222'

  test('refuses an unsigned call whatever the policy says', async () => {
    const fn = makeFunction()
    const statements = grants(fn.arn, 'AWS_IAM')
    expect((await call(makeUrl(fn, { authType: 'AWS_IAM' }, statements))).status).toBe(403)
  })

  test('lets a caller of the same account in by its own policy alone', async () => {
    expect(await signedStatus([], TEST_ACCOUNT)).toBe(200)
  })

  test('lets a caller of the same account in by the resource policy alone', async () => {
    const statements = grants(ARN, 'AWS_IAM', { AWS: `arn:aws:iam::${TEST_ACCOUNT}:user/ann` })
    expect(await signedStatus(statements, TEST_ACCOUNT, ['lambda:*'])).toBe(200)
  })

  test('refuses a caller of the same account whom neither allows', async () => {
    expect(await signedStatus([], TEST_ACCOUNT, ['lambda:*'])).toBe(403)
  })

  test('needs both from another account', async () => {
    addAccount(world.state, { id: OTHER })
    const statements = grants(ARN, 'AWS_IAM', { AWS: `arn:aws:iam::${OTHER}:root` })
    expect(await signedStatus([], OTHER)).toBe(403)
    expect(await signedStatus(statements, OTHER, ['lambda:InvokeFunction'])).toBe(403)
    expect(await signedStatus(statements, OTHER)).toBe(200)
  })
})

describe('a policy that PutResourcePolicy wrote', () => {
  const ARN = `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:orders`
  const OTHER = '222222222222'
  const both = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']
  const everybody = { Effect: 'Allow', Principal: '*', Action: both, Resource: ARN }
  const everybodyIf = (Condition: unknown) => [{ ...everybody, Condition }]
  const nobodyIf = (Condition: unknown) => [everybody, { ...everybody, Effect: 'Deny', Condition }]

  function put(Statement: unknown) {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
    return world.lambda.send(new PutResourcePolicyCommand({ ResourceArn: ARN, Policy }))
  }

  // Unsigned and over loopback: the source address is 127.0.0.1, and there is no key of a VPC or a principal.
  const UNSIGNED: readonly (readonly [string, unknown, number])[] = [
    ['no condition', [everybody], 200],
    [
      'a Deny without Sid',
      [everybody, { ...everybody, Effect: 'Deny', Action: 'lambda:InvokeFunction' }],
      403,
    ],
    ['its own address', everybodyIf({ IpAddress: { 'aws:SourceIp': '127.0.0.1' } }), 200],
    ['its own block', everybodyIf({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '127.0.0.0/8'] } }), 200],
    ['another block', everybodyIf({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), 403],
    ['a Deny of its own block', nobodyIf({ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }), 403],
    ['a Deny of all but its own block', nobodyIf({ NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }), 200],
    [
      'a Deny of all but another block',
      nobodyIf({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      403,
    ],
    ['a VPC', everybodyIf({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }), 403],
    ['a VPC endpoint', everybodyIf({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }), 403],
    ['a VPC if there is one', everybodyIf({ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }), 200],
    ['a Deny of all but a VPC endpoint', nobodyIf({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }), 403],
    ['a Deny of what comes through no VPC', nobodyIf({ Null: { 'aws:SourceVpc': 'true' } }), 403],
    ['an organization', everybodyIf({ StringEquals: { 'aws:PrincipalOrgID': 'o-sandbox0001' } }), 403],
    [
      'paths of an organization',
      everybodyIf({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/*' } }),
      403,
    ],
    ['no call through a URL', everybodyIf({ Bool: { 'lambda:InvokedViaFunctionUrl': false } }), 403],
  ]

  test.each(UNSIGNED)('decides about an unsigned call: %s', async (_title, statements, status) => {
    const urlId = makeUrl(makeFunction(), {}, [])
    await put(statements)
    expect((await call(urlId)).status).toBe(status)
  })

  const SIGNED: readonly (readonly [string, unknown, number])[] = [
    ['its organization', everybodyIf({ StringEquals: { 'aws:PrincipalOrgID': 'o-partner00001' } }), 200],
    ['another organization', everybodyIf({ StringEquals: { 'aws:PrincipalOrgID': 'o-sandbox0001' } }), 403],
    [
      'its place in the organization',
      everybodyIf({
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-partner00001/r-ab12/ou-ab12-shop0001/*' },
      }),
      200,
    ],
    [
      'another place in the organization',
      everybodyIf({
        'ForAnyValue:StringLike': {
          'aws:PrincipalOrgPaths': ['o-partner00001/r-ab12/ou-ab12-bank0001/*', 'o-sandbox0001/*'],
        },
      }),
      403,
    ],
    [
      'a Deny of everybody but its account',
      [everybody, { Effect: 'Deny', NotPrincipal: { AWS: OTHER }, Action: 'lambda:*', Resource: ARN }],
      200,
    ],
    [
      'a Deny of everybody but another account',
      [everybody, { Effect: 'Deny', NotPrincipal: { AWS: TEST_ACCOUNT }, Action: 'lambda:*', Resource: ARN }],
      403,
    ],
  ]

  test.each(SIGNED)('decides about a call from another account: %s', async (_title, statements, status) => {
    const urlId = makeUrl(makeFunction(), { authType: 'AWS_IAM' }, [])
    const organizationPath = 'r-ab12/ou-ab12-shop0001/'
    addAccount(world.state, { id: OTHER, organizationId: 'o-partner00001', organizationPath })
    const caller = addCredential(world.state, { account: OTHER })
    await put(statements)
    const headers = await signFunctionUrlCall({ urlId, region: TEST_REGION }, caller)
    expect((await call(urlId, { headers })).status).toBe(status)
  })

  test('decides no more once test is replaced', async () => {
    const fn = makeFunction()
    const urlId = makeUrl(fn, {})
    expect((await call(urlId)).status).toBe(200)
    await put([{ ...everybody, Action: 'lambda:GetFunction' }])
    expect((await call(urlId)).status).toBe(403)
  })

  test('may speak of every version and alias', async () => {
    const fn = makeFunction()
    addAlias(fn, { name: 'live' })
    const urlId = makeUrl(fn, { qualifier: 'live' }, [])
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...everybody, Resource: `${ARN}:*` }],
    })
    await world.lambda.send(new PutResourcePolicyCommand({ ResourceArn: `${ARN}:live`, Policy }))
    expect((await call(urlId)).status).toBe(200)
  })
})

describe('what the function returns', () => {
  test.each([
    ['a status as a number', { statusCode: 201, body: 'made' }, 201, 'made'],
    ['no body', { statusCode: 200 }, 200, ''],
    ['a body in base64', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, 200, 'hi'],
    ['a body that is an object', { statusCode: 200, body: { a: 1 } }, 200, '{"a":1}'],
    ['a list', [1, 'two'], 200, '[1,"two"]'],
    ['an object without a status', { body: 'x' }, 200, '{"body":"x"}'],
    ['a status that is none', { statusCode: 'soon' }, 502, 'Internal Server Error'],
    [
      'a header that HTTP cannot carry',
      { statusCode: 200, headers: { a: 'b\nc' } },
      502,
      'Internal Server Error',
    ],
  ])('%s', async (_title, value, status, body) => {
    const response = await call(makeUrl(makeFunction({ kind: 'returns', value })))
    expect([response.status, response.body]).toEqual([status, body])
  })

  test('writes its header names in lower case and its cookies one by one', async () => {
    const value = {
      statusCode: 200,
      headers: { 'X-Own': 'Kept', 'CONTENT-TYPE': 'text/html', 'Content-Length': '999' },
      cookies: ['a=1', 'b=2'],
      body: '<p>',
    }
    const { lines } = await call(makeUrl(makeFunction({ kind: 'returns', value })))
    const own = lines.filter(([name]) => /^(content-|x-own|set-cookie)/i.test(name))
    expect(own).toEqual([
      ['Content-Type', 'text/html'],
      ['Content-Length', '3'],
      ['x-own', 'Kept'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
  })

  test('streams without a length', async () => {
    const behaviour = { kind: 'returns', value: 'Hello' } as const
    const response = await call(makeUrl(makeFunction(behaviour), { invokeMode: 'RESPONSE_STREAM' }))
    expect(response.headers['content-length']).toBeUndefined()
    expect(response.headers['transfer-encoding']).toBe('chunked')
    expect(response.body).toBe('Hello')
  })
})

describe('a function that takes its time', () => {
  const CHUNKS = ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']

  test('answers late when test is slow', async () => {
    const startedAt = performance.now()
    const urlId = makeUrl(makeFunction({ kind: 'slow', delayMs: 120, value: 'at last' }))
    expect((await call(urlId)).body).toBe('at last')
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(115)
  })

  test('is heard chunk by chunk in mode RESPONSE_STREAM', async () => {
    // The second chunk would come in an hour: what is here was not waited for.
    const behaviour = { kind: 'streams', chunks: CHUNKS, gapMs: 3_600_000 } as const
    const urlId = makeUrl(makeFunction(behaviour), { invokeMode: 'RESPONSE_STREAM' })
    const host = functionUrlHost({ urlId, region: TEST_REGION })
    const first = await new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: world.sandbox.port, headers: { Host: host }, agent: false },
        (response) => {
          response.once('data', (chunk: Buffer) => {
            resolve(chunk.toString())
            sent.destroy()
          })
        },
      )
      sent.on('error', reject).end()
    })
    expect(first).toBe(CHUNKS[0])
  })

  test('is heard as a whole in mode BUFFERED, with its headers', async () => {
    const headers = { 'Content-Type': 'text/event-stream' }
    const urlId = makeUrl(makeFunction({ kind: 'streams', headers, chunks: CHUNKS, gapMs: 1 }))
    const response = await call(urlId)
    expect(response.body).toBe(CHUNKS.join(''))
    expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'content-length': '27' })
  })
})

describe('the ledger', () => {
  test('has what came in, who signed test and what was answered, and no signature', async () => {
    const fn = makeFunction()
    const urlId = makeUrl(fn, { authType: 'AWS_IAM' })
    const headers = await signFunctionUrlCall({ urlId, region: TEST_REGION }, world.principal)
    await call(urlId, { headers: { ...headers, 'x-own': 'kept' } })
    const [entry] = world.sandbox.ledger.read({ operation: 'InvokeFunctionUrl' })
    expect(entry).toMatchObject({
      service: 'function-url',
      functionName: 'orders',
      resource: fn.arn,
      principalArn: world.principal.arn,
      status: 200,
      parameters: { method: 'GET', path: '/', headers: { 'x-own': 'kept' } },
    })
    expect(JSON.stringify(entry)).not.toContain('AWS4-HMAC')
  })
})

describe('what the function sees', () => {
  test('gets the request id that the answer carries, the cookies apart and the body decoded', async () => {
    const headers = { 'content-type': 'application/octet-stream', cookie: 'a=1; b=2' }
    const response = await call(makeUrl(makeFunction()), {
      method: 'PUT',
      path: '//a/%2e/b?x=1&x=2',
      headers,
      body: '[1]',
    })
    const seen = JSON.parse(response.body)
    expect(seen).toMatchObject({ method: 'PUT', path: '//a/./b', args: { x: '1,2' }, data: [1] })
    expect(seen.requestContext.requestId).toBe(response.headers['x-amzn-requestid'])
    expect(seen.requestContext).toMatchObject({
      accountId: 'anonymous',
      http: { method: 'PUT', sourceIp: '127.0.0.1' },
    })
    expect(seen.headers).not.toHaveProperty('cookie')
  })

  test.each([
    ['/a%20b/%C3%BC/%25F', '/a b/ü/%F'],
    ['/100%/%zz/%2', '/100%/%zz/%2'],
    ['/a%2Fb', '/a/b'],
  ])('gets the path %s decoded in its context', async (path, decoded) => {
    const seen = JSON.parse((await call(makeUrl(makeFunction()), { path })).body)
    expect(seen.requestContext.http.path).toBe(decoded)
  })

  test('may be called at a path of the control plane', async () => {
    const { body } = await call(makeUrl(makeFunction()), { path: '/2015-03-31/functions/' })
    expect(JSON.parse(body).path).toBe('/2015-03-31/functions/')
  })
})
