'use client'

import { useConnection } from '@/components/shell/use-connection'
import { TextLink } from '@/components/ui/text-link'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { awsConsoleAddress } from '@/lib/identity/aws-links'
import type { FunctionIdentity } from '@/lib/identity/schema'

/** The way to the function in AWS's own console; nothing where the other side is not AWS. */
export function AwsConsoleLink({ identity }: { identity: FunctionIdentity }) {
  const { data: connection } = useConnection()
  const isHydrated = useIsHydrated()
  if (!isHydrated || connection?.endpoint !== 'AWS') return null
  return <TextLink href={awsConsoleAddress(identity)}>Open in the AWS console</TextLink>
}
