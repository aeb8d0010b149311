import { describe, expect, test } from 'vitest'
import { type Asked, foreignEnvelope, foreignPart, type RawAnswer } from '@/lib/aws/answer-form'

const ID = { 'x-amzn-requestid': '6d1c1d0e-0000-4000-8000-000000000000' }
const JSON_TYPE = { 'content-type': 'application/json' }
const PLACE = 'eu-central-1:111111111111:function:f'
const ARN = `arn:aws:lambda:${PLACE}`
const asked = (operation: string, input: object = {}, place = PLACE): Asked => ({ operation, input, place })
const answer = (
  status: number,
  body: unknown,
  headers: Record<string, string> = { ...ID, ...JSON_TYPE },
): RawAnswer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const url = { FunctionArn: ARN, FunctionUrl: 'https://a.lambda-url.eu-central-1.on.aws/', AuthType: 'NONE' }
const policy = (Resource: string) => ({
  RevisionId: 'r',
  Policy: JSON.stringify({ Statement: [{ Resource }] }),
})

describe('answers of AWS', () => {
  test.each<[string, RawAnswer, Asked]>([
    ['a URL', answer(200, url), asked('GetFunctionUrlConfig')],
    [
      'a URL of an alias',
      answer(200, { ...url, FunctionArn: `${ARN}:live` }),
      asked('GetFunctionUrlConfig', {}, `${PLACE}:live`),
    ],
    [
      'in another partition',
      answer(200, { ...url, FunctionArn: `arn:aws-iso:lambda:${PLACE}` }),
      asked('GetFunctionUrlConfig'),
    ],
    ['no functions', answer(200, { Functions: [] }), asked('ListFunctions', {}, 'eu-central-1:111111111111')],
    [
      'functions',
      answer(200, { Functions: [{ FunctionArn: ARN }] }),
      asked('ListFunctions', {}, 'eu-central-1:111111111111'),
    ],
    ['aliases', answer(200, { Aliases: [{ AliasArn: `${ARN}:live` }] }), asked('ListAliases')],
    ['no reservation', answer(200, {}), asked('GetFunctionConcurrency')],
    [
      'a reservation',
      answer(200, { ReservedConcurrentExecutions: 0 }),
      asked('PutFunctionConcurrency', { ReservedConcurrentExecutions: 0 }),
    ],
    ['nothing after a deletion', answer(204, '', ID), asked('DeleteFunctionUrlConfig')],
    ['a policy', answer(200, policy(`${ARN}:live`)), asked('GetPolicy')],
    ['a policy about everything', answer(200, policy('*')), asked('GetPolicy')],
    [
      'a policy without statements',
      answer(200, { RevisionId: 'r', Policy: '{"Statement":[]}' }),
      asked('GetPolicy'),
    ],
    [
      'a statement',
      answer(201, { Statement: JSON.stringify({ Sid: 's', Resource: ARN }) }),
      asked('AddPermission', { StatementId: 's' }),
    ],
    [
      'an error with its type',
      answer(404, { Message: 'no' }, { 'x-amzn-errortype': 'ResourceNotFoundException' }),
      asked('GetPolicy'),
    ],
    ['an error that names itself', answer(403, { __type: 'AccessDeniedException' }, ID), asked('GetPolicy')],
    [
      'an operation that it does not know',
      answer(404, '<UnknownOperationException/>', ID),
      asked('GetPolicy'),
    ],
  ])('%s', (_, given, to) => {
    expect(foreignPart(given, to)).toBeUndefined()
  })
})

describe('answers in its place', () => {
  test.each<[RawAnswer, Asked, string]>([
    [
      answer(200, '<!doctype html>', { 'content-type': 'text/html' }),
      asked('ListFunctions'),
      'status 200, a page of HTML',
    ],
    [answer(200, ''), asked('GetPolicy'), 'status 200, an empty body'],
    [
      answer(200, '{"Functions":[{"Fun'),
      asked('ListFunctions'),
      'status 200, a body that is not the JSON object that AWS sends',
    ],
    [
      answer(200, '[]'),
      asked('ListFunctions'),
      'status 200, a body that is not the JSON object that AWS sends',
    ],
    [answer(200, {}), asked('ListFunctions'), 'status 200, no Functions'],
    [answer(200, { Functions: null }), asked('ListFunctions'), 'status 200, no Functions'],
    [
      answer(200, { ...url, FunctionArn: `${ARN}-other` }),
      asked('GetFunctionUrlConfig'),
      'status 200, what belongs to another function',
    ],
    [
      answer(200, { ...url, FunctionArn: `${ARN}:live` }),
      asked('UpdateFunctionUrlConfig'),
      'status 200, what belongs to another function',
    ],
    [answer(200, policy(`${ARN}-other`)), asked('GetPolicy'), 'status 200, the policy of another function'],
    [
      answer(200, { Statement: '{"Sid":"t"}' }),
      asked('AddPermission', { StatementId: 's' }),
      'status 200, another statement than was asked for',
    ],
    [
      answer(200, { ReservedConcurrentExecutions: 5 }),
      asked('PutFunctionConcurrency', { ReservedConcurrentExecutions: 0 }),
      'status 200, another reservation than was asked for',
    ],
    [
      answer(200, {}, JSON_TYPE),
      asked('GetFunctionConcurrency'),
      'status 200, nothing that shows that it comes from AWS',
    ],
    [answer(204, '', {}), asked('RemovePermission'), 'status 204, nothing that shows that it comes from AWS'],
    [answer(200, {}, JSON_TYPE), asked('RemovePermission'), 'status 200, a body where AWS sends none'],
    [answer(302, '', { location: '/login' }), asked('GetPolicy'), 'status 302, a redirection'],
    [
      answer(403, '<html>', { 'content-type': 'text/html' }),
      asked('GetPolicy'),
      'status 403, a page of HTML',
    ],
    [
      answer(403, { error: 'blocked' }, JSON_TYPE),
      asked('GetPolicy'),
      'status 403, an error that AWS does not know',
    ],
    [
      answer(404, { code: 'NotFound' }, JSON_TYPE),
      asked('GetPolicy'),
      'status 404, an error that AWS does not know',
    ],
    [answer(407, '', {}), asked('GetPolicy'), 'status 407, an empty body'],
  ])('%#', (given, to, what) => {
    expect(foreignPart(given, to)).toBe(what)
  })

  test('of other services, told by the request id and by HTML', () => {
    expect(foreignEnvelope(answer(200, '<GetCallerIdentityResponse/>', ID))).toBeUndefined()
    expect(foreignEnvelope(answer(403, '<ErrorResponse/>', ID))).toBeUndefined()
    expect(foreignEnvelope(answer(200, '<html>', ID))).toBe('status 200, a page of HTML')
    expect(foreignEnvelope(answer(403, 'blocked', {}))).toContain('status 403')
  })
})
