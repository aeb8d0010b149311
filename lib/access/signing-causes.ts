import type { AccessFacts } from '@/lib/access/access-facts'
import type { Cause } from '@/lib/access/cause'
import { shownValue } from '@/lib/permissions/shown-value'
import { listOf } from '@/lib/permissions/statement-parts'

/**
 * What can be wrong with a signed request (IAM user guide, "Troubleshoot AWS Signature Version 4"), or where it passes
 * through CloudFront ("Restrict access to an AWS Lambda function URL origin"). Nothing with auth type NONE.
 */
export function signingCauses(facts: AccessFacts): Cause[] {
  if (facts.authType !== 'AWS_IAM') return []
  return [
    {
      id: 'not-sigv4',
      title: 'The Authorization header holds something else',
      state: 'unseen',
      text: 'A Bearer token or Basic credentials are no SigV4 signature, and one header cannot carry both. Send the token in a header of its own.',
    },
    {
      id: 'wrong-signature',
      title: 'The signature is wrong',
      state: 'unseen',
      text: `Sign for the service lambda and the region ${facts.identity.region}. The clock must be right to about 5 minutes. Temporary credentials need x-amz-security-token. The body must be the one that was hashed. Path and query must be sent as they were signed, with ! ' ( ) * percent-encoded in the query.`,
    },
    {
      id: 'unsigned-payload',
      title: 'The body is not signed',
      state: 'unseen',
      text: 'Lambda does not support UNSIGNED-PAYLOAD: x-amz-content-sha256 must be the SHA-256 of the body.',
    },
    throughCloudFront(facts),
  ]
}

const CLOUDFRONT = 'cloudfront.amazonaws.com'

function throughCloudFront({ policy }: AccessFacts): Cause {
  const cause = { id: 'cloudfront-oac', title: 'The call comes through CloudFront', state: 'unseen' as const }
  const isGranted = policy.ok && policy.value.some(({ Principal }) => namesCloudFront(Principal))
  const grant = isGranted
    ? ''
    : `This policy does not name ${CLOUDFRONT}: with origin access control (OAC) it needs both actions, limited to the distribution by AWS:SourceArn. “Add permission” has it ready-made. `
  return {
    ...cause,
    text: `${grant}With OAC, callers that POST or PUT must send x-amz-content-sha256 with the hash of the body. The viewer’s own Authorization header must not be forwarded in place of CloudFront’s signature.`,
  }
}

function namesCloudFront(principal: unknown): boolean {
  if (principal === null || typeof principal !== 'object' || !('Service' in principal)) return false
  return listOf(principal.Service).map(shownValue).includes(CLOUDFRONT)
}
