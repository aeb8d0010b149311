import type { Metadata } from 'next'
import { PageFailure } from '@/components/failures/page-failure'
import { FunctionDetailsView } from '@/components/function/function-details'
import { TargetText } from '@/components/shell/account-marks'
import { FUNCTIONS_PATH } from '@/lib/identity/paths'
import { functionIdentitySchema } from '@/lib/identity/schema'
import { identityOfPage, readFunction } from './read-address'

type Props = PageProps<'/functions/[account]/[region]/[functionName]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await identityOfPage(functionIdentitySchema, params)).functionName }
}

export default async function FunctionPage({ params }: Props) {
  const identity = await identityOfPage(functionIdentitySchema, params)
  const details = await readFunction(identity)
  if (!details.ok)
    return (
      <PageFailure
        title={identity.functionName}
        breadcrumbs={[
          { label: 'Functions', href: FUNCTIONS_PATH },
          { label: <TargetText target={identity} /> },
        ]}
        failure={details.failure}
      />
    )
  return <FunctionDetailsView initial={details.value} />
}
