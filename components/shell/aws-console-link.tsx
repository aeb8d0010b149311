'use client'

import { useConnection } from '@/components/shell/use-connection'
import { TextLink } from '@/components/ui/text-link'
import { awsConsoleAddress } from '@/lib/identity/aws-console'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity } from '@/lib/identity/schema'

/** Leads to the function in AWS's own console; nothing where the console works on something else than AWS. */
export function AwsConsoleLink({ identity: { region, functionName } }: { identity: FunctionIdentity }) {
  const connection = useConnection()
  const address = awsConsoleAddress({ region, functionName, qualifier: LATEST })
  if (connection?.endpoint !== 'AWS' || !address) return null
  return <TextLink href={address}>Open in the AWS console</TextLink>
}
