import {
  AddPermissionCommand,
  DeleteResourcePolicyCommand,
  GetPolicyCommand,
  GetResourcePolicyCommand,
  LambdaClient,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sandboxAdmin } from '@/lib/sandbox/admin-client'
import { addAlias, addFunction, addVersion, regionOf } from '@/lib/sandbox/build'
import type { FunctionState } from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'
import { captureAnswers } from '@/lib/sandbox/wire-capture'

const NAME = 'orders'
const ARN = `arn:aws:lambda:us-east-1:111111111111:function:${NAME}`
const VERSION = '2012-10-17'
const ALLOW = {
  Sid: 'everybody',
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource: ARN,
}
const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
  Resource: ARN,
  Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } },
}
const STALE = {
  name: 'PreconditionFailedException',
  message:
    'The Revision Id provided does not match the latest Revision Id. Call the GetResourcePolicy API to retrieve the latest Revision Id',
}
const SOME_UUID = '00000000-0000-4000-8000-000000000000'
const MISSING = { name: 'ResourceNotFoundException', message: 'The resource you requested does not exist.' }
const PUBLIC = {
  name: 'PublicPolicyException',
  Type: 'User',
  $metadata: { httpStatusCode: 400 },
  message:
    "The resource-based policy you tried to add to the Lambda resource would grant public access to it, which isn't allowed.",
}

let world: TestWorld
let orders: FunctionState

beforeEach(async () => {
  world = await startTestWorld()
  orders = addFunction(regionOf(world.account, TEST_REGION), { name: NAME })
  addVersion(orders)
  addAlias(orders, { name: 'live', functionVersion: '1' })
})

afterEach(() => world.close())

const documentOf = (...Statement: unknown[]) => JSON.stringify({ Version: VERSION, Statement })
const put = (
  Policy: string,
  more: { ResourceArn?: string; RevisionId?: string } = {},
  client = world.lambda,
) => client.send(new PutResourcePolicyCommand({ ResourceArn: ARN, Policy, ...more }))
const get = (ResourceArn = ARN) => world.lambda.send(new GetResourcePolicyCommand({ ResourceArn }))
const remove = (more: { ResourceArn?: string; RevisionId?: string } = {}) =>
  world.lambda.send(new DeleteResourcePolicyCommand({ ResourceArn: ARN, ...more }))
const getPolicy = (Qualifier?: string) =>
  world.lambda.send(new GetPolicyCommand({ FunctionName: NAME, Qualifier }))
const add = (StatementId: string, Principal = '*', Qualifier?: string) =>
  world.lambda.send(
    new AddPermissionCommand({
      FunctionName: NAME,
      Qualifier,
      StatementId,
      Action: 'lambda:InvokeFunction',
      Principal,
    }),
  )

describe('a policy that was put', () => {
  test('is answered with its revision, and read with both operations', async () => {
    const lastAnswer = captureAnswers(world.lambda)
    const { Policy, RevisionId } = await put(documentOf(DENY, ALLOW))
    expect(lastAnswer().status).toBe(200)
    expect(JSON.parse(Policy ?? '')).toEqual({ Version: VERSION, Statement: [DENY, ALLOW] })
    expect(RevisionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(await get()).toMatchObject({ Policy, RevisionId })
    expect(await getPolicy()).toMatchObject({ Policy, RevisionId })
  })

  test('keeps its Version, its Id and the order of what was sent', async () => {
    const text = `{"Version":"2008-10-17","Id":"mine","Statement":[{"Action":"lambda:*","Effect":"Deny","Resource":"${ARN}","Principal":"*"}]}`
    expect((await put(text)).Policy).toBe(text)
    await add('second', TEST_ACCOUNT)
    const { Policy } = await get()
    expect(JSON.parse(Policy ?? '')).toMatchObject({ Version: '2008-10-17', Id: 'mine' })
  })

  test('takes the place of everything that AddPermission put there', async () => {
    await add('one')
    await add('two')
    await put(documentOf(DENY))
    expect(JSON.parse((await getPolicy()).Policy ?? '').Statement).toEqual([DENY])
  })

  test('is added to and taken from by the older operations, each time with a new revision', async () => {
    const first = await put(documentOf(DENY, ALLOW))
    await add('added')
    const second = await get()
    expect(JSON.parse(second.Policy ?? '').Statement).toMatchObject([DENY, ALLOW, { Sid: 'added' }])
    await world.lambda.send(new RemovePermissionCommand({ FunctionName: NAME, StatementId: 'everybody' }))
    const third = await get()
    expect(JSON.parse(third.Policy ?? '').Statement).toMatchObject([DENY, { Sid: 'added' }])
    expect(new Set([first, second, third].map(({ RevisionId }) => RevisionId)).size).toBe(3)
  })

  test('cannot lose a statement without Sid to RemovePermission', async () => {
    await put(documentOf(DENY))
    const command = new RemovePermissionCommand({ FunctionName: NAME, StatementId: 'undefined' })
    await expect(world.lambda.send(command)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test.each(['live', '1'])('belongs to one qualifier: %s', async (qualifier) => {
    const ResourceArn = `${ARN}:${qualifier}`
    await put(documentOf({ ...ALLOW, Resource: ResourceArn }), { ResourceArn })
    expect((await get(ResourceArn)).Policy).toBe((await getPolicy(qualifier)).Policy)
    await expect(get()).rejects.toMatchObject(MISSING)
  })
})

describe('deleting', () => {
  test('takes the whole policy, with an empty 204', async () => {
    await put(documentOf(DENY, ALLOW))
    const lastAnswer = captureAnswers(world.lambda)
    await remove()
    expect(lastAnswer()).toMatchObject({ status: 204, body: '' })
    await expect(get()).rejects.toMatchObject(MISSING)
    await expect(getPolicy()).rejects.toMatchObject(MISSING)
  })

  test('also takes what AddPermission put there', async () => {
    await add('one', '*', 'live')
    await remove({ ResourceArn: `${ARN}:live` })
    expect(orders.policies.size).toBe(0)
  })
})

describe('RevisionId', () => {
  test('guards putting and deleting, and is that of GetPolicy', async () => {
    const { RevisionId: stale } = await put(documentOf(ALLOW))
    await add('second')
    await expect(put(documentOf(DENY), { RevisionId: stale })).rejects.toMatchObject(STALE)
    await expect(remove({ RevisionId: stale })).rejects.toMatchObject(STALE)
    const { RevisionId: second } = await getPolicy()
    const { RevisionId } = await put(documentOf(DENY), { RevisionId: second })
    await remove({ RevisionId })
    expect(orders.policies.size).toBe(0)
  })

  test('matches nothing where there is no policy', async () => {
    const { revisionId: RevisionId } = orders
    await expect(put(documentOf(ALLOW), { RevisionId })).rejects.toMatchObject(STALE)
    await expect(remove({ RevisionId })).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('must be one', async () => {
    const refusal = { name: 'ValidationException', message: expect.stringContaining("at 'revisionId'") }
    await expect(put(documentOf(ALLOW), { RevisionId: 'stale' })).rejects.toMatchObject(refusal)
    await expect(remove({ RevisionId: 'stale' })).rejects.toMatchObject(refusal)
  })
})

describe('what the policy is about', () => {
  test.each([
    ['a name', NAME],
    ['a partial ARN', `111111111111:function:${NAME}`],
    ['an ARN with a star', `${ARN}*`],
    ['the ARN of something else', 'arn:aws:s3:::bucket'],
  ])('is not %s', async (_title, ResourceArn) => {
    const refusal = { name: 'ValidationException', message: expect.stringContaining("at 'resourceArn'") }
    await expect(put(documentOf(ALLOW), { ResourceArn })).rejects.toMatchObject(refusal)
    await expect(get(ResourceArn)).rejects.toMatchObject(refusal)
    await expect(remove({ ResourceArn })).rejects.toMatchObject(refusal)
  })

  const unknown = ARN.replace(NAME, 'unknown')
  test.each([
    ['an unknown function', unknown, `Function not found: ${unknown}`],
    ['an unknown version', `${ARN}:9`, `Function not found: ${ARN}:9`],
    ['an unknown alias', `${ARN}:nothing`, `Cannot find alias arn: ${ARN}:nothing`],
  ])('must be there: %s', async (_title, ResourceArn, message) => {
    const refusal = { name: 'ResourceNotFoundException', message }
    await expect(put(documentOf(ALLOW), { ResourceArn })).rejects.toMatchObject(refusal)
    await expect(remove({ ResourceArn })).rejects.toMatchObject(refusal)
    await expect(get(ResourceArn)).rejects.toMatchObject(MISSING)
  })

  test('is never $LATEST', async () => {
    await expect(put(documentOf(ALLOW), { ResourceArn: `${ARN}:$LATEST` })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'We currently do not support adding policies for $LATEST.',
    })
    await put(documentOf(ALLOW))
    await expect(get(`${ARN}:$LATEST`)).rejects.toMatchObject(MISSING)
  })

  test('lies in the region and account of the caller', async () => {
    const elsewhere = ARN.replace('us-east-1', 'eu-west-1')
    await expect(get(elsewhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const foreign = ARN.replace('111111111111', '222222222222')
    await expect(get(foreign)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

const without = (name: keyof typeof ALLOW) =>
  documentOf(Object.fromEntries(Object.entries(ALLOW).filter(([key]) => key !== name)))

describe('a document', () => {
  test.each([
    ['one statement instead of a list', JSON.stringify({ Version: VERSION, Statement: ALLOW })],
    ['no Sid', without('Sid')],
    [
      'NotPrincipal in a Deny',
      documentOf({ ...DENY, Principal: undefined, NotPrincipal: { AWS: TEST_ACCOUNT } }),
    ],
    ['NotAction', documentOf({ ...DENY, Action: undefined, NotAction: 'lambda:GetFunction' })],
    ['a star for an action', documentOf({ ...ALLOW, Action: '*' })],
    ['patterns of actions', documentOf({ ...ALLOW, Action: ['lambda:Invoke*', 'lambda:GetF?nction'] })],
    ['every version and alias', documentOf({ ...DENY, Resource: [ARN, `${ARN}:*`] })],
    [
      'several kinds of principals',
      documentOf({ ...ALLOW, Principal: { AWS: [TEST_ACCOUNT, '*'], Service: 's3.amazonaws.com' } }),
    ],
    ['IpAddress', documentOf({ ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })],
    [
      'a VPC endpoint',
      documentOf({ ...ALLOW, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b' } } }),
    ],
    ['a VPC', documentOf({ ...ALLOW, Condition: { StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } } })],
    [
      'paths of an organization',
      documentOf({
        ...ALLOW,
        Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abc/r-ab/*' } },
      }),
    ],
    ['IfExists', documentOf({ ...ALLOW, Condition: { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } } })],
    ['Null', documentOf({ ...ALLOW, Condition: { Null: { 'aws:SourceVpc': 'true' } } })],
  ])('is taken with %s', async (_title, text) => {
    const { Policy } = await put(text)
    expect(JSON.parse(Policy ?? '').Statement).toEqual([JSON.parse(text).Statement].flat())
  })

  test('keeps booleans and numbers of a condition as texts', async () => {
    const Condition = {
      Bool: { 'aws:SecureTransport': false },
      NumericLessThan: { 'aws:MultiFactorAuthAge': 60 },
    }
    const { Policy } = await put(documentOf({ ...DENY, Condition }))
    expect(JSON.parse(Policy ?? '').Statement[0].Condition).toEqual({
      Bool: { 'aws:SecureTransport': 'false' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': '60' },
    })
  })

  test.each([
    ['is no JSON', '{"Version":'],
    ['is a list', '[]'],
    ['is a text', '"policy"'],
    ['has no Version', JSON.stringify({ Statement: [ALLOW] })],
    ['has a Version of its own', JSON.stringify({ Version: '2026-01-01', Statement: [ALLOW] })],
    ['has an Id that is no text', JSON.stringify({ Version: VERSION, Id: 1, Statement: [ALLOW] })],
    ['has an unknown element', JSON.stringify({ Version: VERSION, Statement: [ALLOW], Owner: 'me' })],
    ['has no Statement', JSON.stringify({ Version: VERSION })],
    ['has an empty Statement', documentOf()],
    ['has a statement that is none', documentOf('Allow')],
    ['has a statement with an unknown element', documentOf({ ...ALLOW, Effects: 'Deny' })],
    ['has no Effect', without('Effect')],
    ['has another Effect', documentOf({ ...ALLOW, Effect: 'allow' })],
    ['has no Principal', without('Principal')],
    ['has Principal and NotPrincipal', documentOf({ ...DENY, NotPrincipal: '*' })],
    ['has NotPrincipal in an Allow', documentOf({ ...ALLOW, Principal: undefined, NotPrincipal: '*' })],
    ['has a principal that is none', documentOf({ ...ALLOW, Principal: 'ann' })],
    ['has an empty principal', documentOf({ ...ALLOW, Principal: { AWS: [] } })],
    ['has an unknown kind of principal', documentOf({ ...ALLOW, Principal: { Aws: '*' } })],
    ['has part of an ARN as principal', documentOf({ ...ALLOW, Principal: { AWS: 'arn:aws:iam::*:root' } })],
    ['has no Action', without('Action')],
    ['has an empty Action', documentOf({ ...ALLOW, Action: [] })],
    ['has the action of another service', documentOf({ ...ALLOW, Action: 's3:GetObject' })],
    ['has Action and NotAction', documentOf({ ...ALLOW, NotAction: 'lambda:GetPolicy' })],
    ['has no Resource', without('Resource')],
    ['has a star for a Resource', documentOf({ ...ALLOW, Resource: '*' })],
    ['has another Resource', documentOf({ ...ALLOW, Resource: [ARN, `${ARN}-2`] })],
    ['has the Resource of an alias', documentOf({ ...ALLOW, Resource: `${ARN}:live` })],
    ['has NotResource', documentOf({ ...ALLOW, Resource: undefined, NotResource: `${ARN}-2` })],
    ['has a Sid that is none', documentOf({ ...ALLOW, Sid: 'not a sid' })],
    ['has a Sid twice', documentOf(ALLOW, { ...DENY, Sid: ALLOW.Sid })],
    ['has a Condition that is none', documentOf({ ...ALLOW, Condition: 'aws:SourceIp' })],
    [
      'has an unknown operator',
      documentOf({ ...ALLOW, Condition: { StringMatches: { 'aws:SourceIp': '1' } } }),
    ],
    ['has an operator without a key', documentOf({ ...ALLOW, Condition: { StringEquals: {} } })],
    ['has a key without a prefix', documentOf({ ...ALLOW, Condition: { StringEquals: { SourceIp: '1' } } })],
    [
      'has an object for a value',
      documentOf({ ...ALLOW, Condition: { StringEquals: { 'aws:SourceVpc': { id: 'vpc-1' } } } }),
    ],
  ])('that %s is refused, and the policy stays', async (_title, text) => {
    await add('stays')
    const before = await get()
    await expect(put(text)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      Type: 'User',
      $metadata: { httpStatusCode: 400 },
    })
    const { Policy, RevisionId } = await get()
    expect({ Policy, RevisionId }).toEqual({ Policy: before.Policy, RevisionId: before.RevisionId })
  })

  test('of no character or of more than 20,480 breaks the model', async () => {
    const refusal = { name: 'ValidationException', message: expect.stringContaining("at 'policy'") }
    await expect(put('')).rejects.toMatchObject(refusal)
    await expect(put(documentOf(ALLOW).padEnd(20_481))).rejects.toMatchObject(refusal)
    await expect(put(documentOf(ALLOW).padEnd(20_480))).resolves.toBeDefined()
  })

  test('of fewer characters but more than 20,480 bytes is too long', async () => {
    const Condition = { StringEquals: { 'aws:userid': 'ü'.repeat(15_000) } }
    await expect(put(documentOf({ ...ALLOW, Condition }))).rejects.toMatchObject({
      name: 'PolicyLengthExceededException',
      message: 'The final policy size is bigger than the limit (20480).',
    })
  })
})

describe('an account that forbids public grants', () => {
  beforeEach(async () => {
    await sandboxAdmin(world.sandbox.url).putAccount({ id: TEST_ACCOUNT, forbidsPublicGrants: true })
  })

  const narrowed = (operator: string, key: string, value: unknown) =>
    documentOf({ ...ALLOW, Condition: { [operator]: { [key]: value } } })

  test.each([
    ['everybody', documentOf(ALLOW)],
    ['everybody in a list', documentOf({ ...ALLOW, Principal: { AWS: [TEST_ACCOUNT, '*'] } })],
    ['everybody, beside a Deny', documentOf(ALLOW, DENY)],
    ['the conditions of a public URL', narrowed('StringEquals', 'lambda:FunctionUrlAuthType', 'NONE')],
    ['calls through the URL', narrowed('Bool', 'lambda:InvokedViaFunctionUrl', 'true')],
    ['every address', narrowed('IpAddress', 'aws:SourceIp', ['192.0.2.0/24', '0.0.0.0/0'])],
    ['all but some addresses', narrowed('NotIpAddress', 'aws:SourceIp', '192.0.2.0/24')],
    ['every VPC', narrowed('StringLike', 'aws:SourceVpc', 'vpc-*')],
    ['a VPC if there is one', narrowed('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1')],
    ['no values at all', narrowed('ForAllValues:StringLike', 'aws:PrincipalOrgPaths', 'o-abcdefghij/*')],
    ['every organization', narrowed('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-*/*')],
  ])('refuses a policy that lets in %s', async (_title, text) => {
    const lastAnswer = captureAnswers(world.lambda)
    await expect(put(text)).rejects.toMatchObject(PUBLIC)
    expect(JSON.parse(lastAnswer().body)).toEqual({ Type: 'User', Message: PUBLIC.message })
    expect(orders.policies.size).toBe(0)
  })

  test.each([
    ['an account', documentOf({ ...ALLOW, Principal: { AWS: TEST_ACCOUNT } })],
    ['a service', documentOf({ ...ALLOW, Principal: { Service: 's3.amazonaws.com' } })],
    ['nobody', documentOf(DENY)],
    ['some addresses', narrowed('IpAddress', 'aws:SourceIp', ['192.0.2.0/24', '2001:db8::/32'])],
    ['a VPC endpoint', narrowed('StringEquals', 'aws:SourceVpce', 'vpce-1a2b')],
    ['an organization', narrowed('StringEquals', 'aws:PrincipalOrgID', 'o-abcdefghij')],
    [
      'a part of an organization',
      narrowed('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-abcdefghij/r-ab12/*'),
    ],
  ])('takes a policy that lets in %s', async (_title, text) => {
    await expect(put(text)).resolves.toBeDefined()
  })

  test('refuses AddPermission just so, and whatever is added to a policy that is public already', async () => {
    await expect(add('everybody')).rejects.toMatchObject(PUBLIC)
    await expect(add('one', TEST_ACCOUNT)).resolves.toBeDefined()
    world.account.forbidsPublicGrants = false
    await add('everybody')
    world.account.forbidsPublicGrants = true
    await expect(add('two', TEST_ACCOUNT)).rejects.toMatchObject(PUBLIC)
    await world.lambda.send(new RemovePermissionCommand({ FunctionName: NAME, StatementId: 'everybody' }))
    await expect(add('two', TEST_ACCOUNT)).resolves.toBeDefined()
  })
})

describe('where the API is not known', () => {
  const UNKNOWN = {
    name: 'AccessDeniedException',
    message: 'Unable to determine service/operation name to be authorized',
    $metadata: { httpStatusCode: 403 },
  }

  test('all three are answered as any unknown path is, everywhere or in some regions', async () => {
    const admin = sandboxAdmin(world.sandbox.url)
    const elsewhere = new LambdaClient({ ...world.clientConfig, region: 'eu-west-1' })
    const there = new GetResourcePolicyCommand({ ResourceArn: ARN.replace('us-east-1', 'eu-west-1') })
    await admin.putAccount({ id: TEST_ACCOUNT, lacksResourcePolicyApi: [TEST_REGION] })
    await expect(put(documentOf(ALLOW))).rejects.toMatchObject(UNKNOWN)
    await expect(get()).rejects.toMatchObject(UNKNOWN)
    await expect(remove()).rejects.toMatchObject(UNKNOWN)
    await expect(elsewhere.send(there)).rejects.toMatchObject(MISSING)
    await admin.putAccount({ id: TEST_ACCOUNT, lacksResourcePolicyApi: 'everywhere' })
    await expect(elsewhere.send(there)).rejects.toMatchObject(UNKNOWN)
    const response = await fetch(`${world.sandbox.url}/2099-01-01/nothing`)
    expect([response.status, await response.json()]).toEqual([403, { Message: UNKNOWN.message }])
    await admin.putAccount({ id: TEST_ACCOUNT, lacksResourcePolicyApi: [] })
    await expect(put(documentOf(ALLOW))).resolves.toBeDefined()
    elsewhere.destroy()
  })

  test('leaves AddPermission and GetPolicy alone', async () => {
    world.account.lacksResourcePolicyApi = 'everywhere'
    await add('one')
    await expect(getPolicy()).resolves.toBeDefined()
  })
})

describe('the ledger and the script of faults', () => {
  test('know the function behind the ARN', async () => {
    await put(documentOf(ALLOW))
    await expect(remove({ RevisionId: SOME_UUID })).rejects.toMatchObject(STALE)
    expect(world.sandbox.ledger.read({ functionName: NAME })).toMatchObject([
      {
        operation: 'PutResourcePolicy',
        resource: ARN,
        status: 200,
        parameters: { Policy: documentOf(ALLOW) },
      },
      { operation: 'DeleteResourcePolicy', status: 412, errorCode: STALE.name },
    ])
  })

  test('lose the answer of a policy that was put, and say what a public grant is answered', async () => {
    const { faults } = world.sandbox
    faults.add({ operation: 'PutResourcePolicy', functionName: NAME, when: 'after', what: 'reset', times: 1 })
    await expect(put(documentOf(ALLOW))).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(orders.policies.get('$LATEST')?.statements).toHaveLength(1)
    const what = { status: 400, code: 'PublicPolicyException', message: 'No' }
    faults.add({ operation: 'PutResourcePolicy', when: 'before', what, times: 1 })
    const lastAnswer = captureAnswers(world.lambda)
    await expect(put(documentOf(ALLOW))).rejects.toMatchObject({ name: what.code, message: 'No' })
    expect(JSON.parse(lastAnswer().body)).toEqual({ Type: 'User', Message: 'No' })
  })

  test('and IAM deny them by name', async () => {
    world.principal.denied.add('lambda:PutResourcePolicy')
    await expect(put(documentOf(ALLOW))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`lambda:PutResourcePolicy on resource: ${ARN}`),
    })
  })
})
