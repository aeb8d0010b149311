import { functionArn } from '@/lib/identity/arn'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'
import { freeStatementId } from '@/lib/permissions/grant'
import type { Statement } from '@/lib/permissions/schema'

/** A statement to begin with: it names nobody yet, so that it opens nothing before somebody is typed. */
export function newStatement(
  identity: FunctionUrlIdentity,
  authType: AuthType | undefined,
  existing: readonly Statement[],
): Statement {
  return {
    Sid: freeStatementId('statement', existing),
    Effect: 'Allow',
    Principal: { AWS: '' },
    Action: 'lambda:InvokeFunctionUrl',
    Resource: functionArn(identity),
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': authType ?? 'AWS_IAM' } },
  }
}
