import { describe, expect, test } from 'vitest'
import { operationOfEvent } from '@/lib/outside/event-names'
import { readEvent } from '@/lib/outside/read-event'
import { viaOf, whoOf } from '@/lib/outside/who'

const TARGET = { account: '111122223333', region: 'eu-central-1' }

/** An event with the members that every one has; as it was recorded in September 2026. */
const event = (body: object) => ({
  EventId: 'e-1',
  CloudTrailEvent: JSON.stringify({
    eventTime: '2026-09-15T12:34:56Z',
    eventSource: 'lambda.amazonaws.com',
    requestID: 'r-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'Boto3/1.43.94 md/Botocore#1.43.94',
    userIdentity: { type: 'IAMUser', userName: 'mia', arn: 'arn:aws:iam::111122223333:user/mia' },
    responseElements: null,
    ...body,
  }),
})

describe('an event of CloudTrail', () => {
  test('of an update tells the settings after it, as AWS answered', () => {
    const read = readEvent(
      TARGET,
      event({
        eventName: 'UpdateFunctionUrlConfig',
        requestParameters: { functionName: 'orders', authType: 'NONE' },
        responseElements: {
          functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:orders',
          authType: 'NONE',
          cors: { allowOrigins: ['https://a.example'], allowCredentials: true },
          invokeMode: 'BUFFERED',
        },
      }),
    )
    expect(read).toMatchObject({
      ...TARGET,
      functionName: 'orders',
      qualifier: '$LATEST',
      at: '2026-09-15T12:34:56.000Z',
      operation: 'UpdateFunctionUrlConfig',
      requestId: 'r-1',
      told: {
        who: { name: 'mia' },
        via: 'boto3',
        config: {
          AuthType: 'NONE',
          InvokeMode: 'BUFFERED',
          Cors: { AllowOrigins: ['https://a.example'], AllowCredentials: true },
        },
      },
    })
  })

  test('of a permission tells the statement, and no event source token', () => {
    const statement = {
      Sid: 'alexa',
      Effect: 'Allow',
      Principal: { Service: 'alexa.example' },
      Action: 'lambda:InvokeFunction',
      Resource: 'arn:aws:lambda:eu-central-1:111122223333:function:orders:live',
      Condition: { StringEquals: { 'lambda:EventSourceToken': 'a-secret' } },
    }
    const read = readEvent(
      TARGET,
      event({
        eventName: 'AddPermission20150331v2',
        requestParameters: { functionName: 'orders', statementId: 'alexa', qualifier: 'live' },
        responseElements: { statement: JSON.stringify(statement) },
      }),
    )
    expect(read).toMatchObject({
      operation: 'AddPermission',
      qualifier: 'live',
      told: { statementId: 'alexa' },
    })
    expect(read?.told.statement?.Sid).toBe('alexa')
    expect(JSON.stringify(read)).not.toContain('a-secret')
  })

  test.each([
    ['orders', 'orders', '$LATEST'],
    ['orders:live', 'orders', 'live'],
    ['arn:aws:lambda:eu-central-1:111122223333:function:orders', 'orders', '$LATEST'],
    ['arn:aws:lambda:eu-central-1:111122223333:function:orders:live', 'orders', 'live'],
    ['111122223333:function:orders', 'orders', '$LATEST'],
  ])('names the function as the caller did: %s', (functionName, name, qualifier) => {
    const read = readEvent(
      TARGET,
      event({ eventName: 'DeleteFunctionUrlConfig', requestParameters: { functionName } }),
    )
    expect([read?.functionName, read?.qualifier]).toEqual([name, qualifier])
  })

  test('of concurrency is about the whole function, of an alias about that alias', () => {
    const sent = { functionName: 'orders', reservedConcurrentExecutions: 0 }
    const stopped = readEvent(
      TARGET,
      event({ eventName: 'PutFunctionConcurrency20171031', requestParameters: sent }),
    )
    expect(stopped).toMatchObject({ operation: 'PutFunctionConcurrency', told: { concurrency: 0 } })
    expect(stopped?.qualifier).toBeUndefined()
    const gone = readEvent(
      TARGET,
      event({
        eventName: 'DeleteAlias20150331',
        requestParameters: { functionName: 'orders', name: 'live' },
      }),
    )
    expect(gone).toMatchObject({ operation: 'DeleteAlias', qualifier: 'live' })
  })

  test('that was refused says so', () => {
    const read = readEvent(
      TARGET,
      event({
        eventName: 'UpdateFunctionUrlConfig',
        errorCode: 'AccessDenied',
        requestParameters: { functionName: 'orders' },
      }),
    )
    expect(read?.told.error).toEqual({ code: 'AccessDenied' })
  })

  test.each<[string, object]>([
    ['without a body', { EventId: 'e' }],
    ['with a body that is none', { EventId: 'e', CloudTrailEvent: '<html>' }],
    ['without parameters, as of a refused call', event({ eventName: 'DeleteFunctionUrlConfig' })],
    ['of no function', event({ eventName: 'DeleteFunctionUrlConfig', requestParameters: {} })],
    [
      'of no time',
      event({
        eventName: 'DeleteFunctionUrlConfig',
        eventTime: 'soon',
        requestParameters: { functionName: 'orders' },
      }),
    ],
  ])('%s is none', (_, given) => expect(readEvent(TARGET, given)).toBeUndefined())
})

const ROLE = 'arn:aws:sts::111122223333:assumed-role'

describe('who it was', () => {
  test.each<[object, string, string | undefined]>([
    [{ type: 'IAMUser', userName: 'mia' }, 'mia', 'IAM user'],
    [{ type: 'AssumedRole', arn: `${ROLE}/deploy/run-17` }, 'run-17', 'role deploy'],
    [
      {
        type: 'AssumedRole',
        arn: `${ROLE}/deploy/run-17`,
        sessionContext: { sourceIdentity: 'mia' },
      },
      'mia',
      'role deploy',
    ],
    [
      { type: 'AssumedRole', arn: `${ROLE}/AWSReservedSSO_Developer_3f1c9a7b2d4e6f80/mia@shop.example` },
      'mia@shop.example',
      'permission set Developer',
    ],
    [{ type: 'AssumedRole', arn: `${ROLE}/cfn-exec/AWSCloudFormation` }, 'CloudFormation', 'role cfn-exec'],
    [{ type: 'Root', arn: 'arn:aws:iam::111122223333:root' }, 'root', 'the account’s root user'],
    [
      { type: 'AWSService', invokedBy: 'apigateway.amazonaws.com' },
      'apigateway.amazonaws.com',
      'AWS service',
    ],
    [{ type: 'AWSAccount', accountId: '444455556666' }, '444455556666', undefined],
    [{}, 'somebody whom CloudTrail does not name', undefined],
  ])('%j', (identity, name, detail) => {
    const who = whoOf({ ...identity })
    expect([who.name, who.detail]).toEqual([name, detail])
  })

  test.each<[object, string | undefined]>([
    [{ userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io)' }, 'Terraform'],
    [{ userAgent: 'cloudformation.amazonaws.com' }, 'CloudFormation'],
    [{ userAgent: 'x', userIdentity: { invokedBy: 'cloudformation.amazonaws.com' } }, 'CloudFormation'],
    [{ userAgent: 'Mozilla/5.0', sessionCredentialFromConsole: 'true' }, 'the AWS console'],
    [{ userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6' }, 'AWS CLI'],
    [{ userAgent: 'something of our own' }, undefined],
    [{}, undefined],
  ])('through what: %j', (call, via) => expect(viaOf(call)).toBe(via))
})

test.each([
  ['AddPermission20150331v2', 'AddPermission'],
  ['PutFunctionConcurrency20171031', 'PutFunctionConcurrency'],
  ['UpdateFunctionUrlConfig', 'UpdateFunctionUrlConfig'],
  ['PutResourcePolicy20260709', 'PutResourcePolicy'],
])('%s is %s in Lambda’s API', (name, operation) => expect(operationOfEvent(name)).toBe(operation))
