import type { Metadata } from 'next'
import { UnknownAddress } from '@/components/failures/unknown-address'
import { FunctionDetailsView } from '@/components/functions/function-details'
import { functionIdentitySchema, identityOfParams } from '@/lib/function-urls/schema'
import { getFunctionDetails } from '@/lib/functions/read'
import { fromPage } from '@/lib/page'

type Props = PageProps<'/functions/[account]/[region]/[functionName]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).functionName) }
}

export default async function FunctionPage({ params }: Props) {
  const identity = identityOfParams(functionIdentitySchema, await params)
  if (!identity.ok) return <UnknownAddress failure={identity.failure} />
  const details = await fromPage(getFunctionDetails, identity.value)
  if (!details.ok) return <UnknownAddress failure={details.failure} identity={identity.value} />
  return <FunctionDetailsView initial={details.value} />
}
