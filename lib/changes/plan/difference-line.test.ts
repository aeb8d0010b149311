import { expect, test } from 'vitest'
import { differenceLine } from '@/lib/changes/plan/difference-line'
import type { Cors } from '@/lib/cors/value/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const state = (AuthType: 'NONE' | 'AWS_IAM', Cors?: Cors, sids: string[] = []): QualifierState => ({
  config: {
    FunctionUrl: 'https://abc.lambda-url.us-east-1.on.aws/',
    FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:checkout',
    AuthType,
    InvokeMode: 'BUFFERED',
    Cors,
    CreationTime: 'c',
    LastModifiedTime: 'm',
  },
  policy:
    sids.length > 0 ? { RevisionId: 'r', statements: sids.map((Sid) => ({ Sid, Effect: 'Allow' })) } : null,
})
const NOTHING: QualifierState = { config: null, policy: null }
const origins = (...AllowOrigins: string[]): Cors => ({ AllowOrigins, AllowMethods: ['GET'] })

test.each<[string, QualifierState, QualifierState, string]>([
  [
    'closing',
    state('NONE', undefined, ['a', 'b']),
    state('AWS_IAM'),
    'Auth type NONE → AWS_IAM · 2 statements removed',
  ],
  ['creating', NOTHING, state('AWS_IAM'), 'AWS_IAM · BUFFERED · CORS none'],
  ['deleting', state('NONE'), NOTHING, 'NONE · BUFFERED · CORS none'],
  [
    'an origin more and one less',
    state('NONE', origins('https://a.example', 'https://b.example')),
    state('NONE', origins('https://a.example', 'https://c.example')),
    'Allow origins +https://c.example, −https://b.example',
  ],
  ['a grant', state('AWS_IAM'), state('AWS_IAM', undefined, ['a']), '1 statement added'],
  [
    'stopping all calls',
    { ...state('NONE'), concurrency: null },
    { ...state('NONE'), concurrency: 0 },
    'Reserved concurrency not reserved → 0: every call gets 429',
  ],
])('%s on one line', (_, before, after, line) => {
  expect(differenceLine(before, after)).toBe(line)
})
