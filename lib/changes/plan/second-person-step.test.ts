import { expect, test } from 'vitest'
import { secondPersonStep } from '@/lib/changes/plan/second-person-step'
import type { Statement } from '@/lib/permissions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const ARN = 'arn:aws:lambda:eu-central-1:111111111111:function:checkout:live'

const publicTo = (Condition?: Statement['Condition']): Statement[] =>
  (['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'] as const).map((Action) => ({
    ...{ Sid: Action.slice(7), Effect: 'Allow', Principal: '*', Action, Resource: ARN },
    ...(Condition && { Condition }),
  }))

function state(AuthType: 'NONE' | 'AWS_IAM', statements: Statement[] = []): QualifierState {
  return {
    config: {
      ...{ FunctionUrl: 'https://x.lambda-url.eu-central-1.on.aws/', FunctionArn: ARN, AuthType },
      ...{ InvokeMode: 'BUFFERED', CreationTime: 't', LastModifiedTime: 't' },
    },
    policy: statements.length > 0 ? { statements, RevisionId: 'r' } : null,
  }
}

const NONE: QualifierState = { config: null, policy: null }
const FROM_ONE_ADDRESS = { IpAddress: { 'aws:SourceIp': '203.0.113.7' } }

test.each<[string, QualifierState, QualifierState, string | undefined]>([
  ['a deletion', state('AWS_IAM'), NONE, 'deleting it'],
  ['nothing to delete', NONE, NONE, undefined],
  ['opening by the auth type', state('AWS_IAM', publicTo()), state('NONE', publicTo()), 'making it public'],
  ['opening by statements', state('NONE'), state('NONE', publicTo()), 'making it public'],
  ['creating it public', NONE, state('NONE', publicTo()), 'making it public'],
  ['opening under a condition', state('NONE'), state('NONE', publicTo(FROM_ONE_ADDRESS)), 'making it public'],
  ['closing', state('NONE', publicTo()), state('AWS_IAM', publicTo()), undefined],
  ['creating it closed', NONE, state('AWS_IAM'), undefined],
  ['what is public stays so', state('NONE', publicTo()), state('NONE', publicTo()), undefined],
])('%s', (_, before, after, step) => {
  expect(secondPersonStep({ before, after })).toBe(step)
})
