'use client'

import { useQuery } from '@tanstack/react-query'
import { TextLink } from '@/components/ui/text-link'
import { connectionQuery } from '@/lib/connection/queries'
import { awsConsoleAddress } from '@/lib/identity/aws-console'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** Leads to the function in AWS's own console; nothing where the console works on something else than AWS. */
export function AwsConsoleLink({ identity }: { identity: Omit<FunctionUrlIdentity, 'account'> }) {
  const { data: connection } = useQuery(connectionQuery())
  const address = awsConsoleAddress(identity)
  if (connection?.endpoint !== 'AWS' || !address) return null
  return (
    <>
      {' · '}
      <TextLink href={address}>Open in the AWS console</TextLink>
    </>
  )
}
