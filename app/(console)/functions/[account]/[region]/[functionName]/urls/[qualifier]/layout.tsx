import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageFailure } from '@/components/failures/page-failure'
import { FunctionUrlHeader } from '@/components/function-urls/function-url-header'
import { TargetText } from '@/components/shell/account-marks'
import { functionUrlName } from '@/lib/identity/names'
import { FUNCTIONS_PATH, functionPath } from '@/lib/identity/paths'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { identityOfPage, readFunctionUrl } from '../../read-address'

interface LayoutProps {
  params: Promise<{ account: string; region: string; functionName: string; qualifier: string }>
  children: ReactNode
}

/** Each tab names the function URL, so that open windows and the history can be told apart. */
export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const name = functionUrlName(await identityOfPage(functionUrlIdentitySchema, params))
  return { title: { default: name, template: `%s · ${name} · Function URL Console` } }
}

export default async function FunctionUrlLayout({ params, children }: LayoutProps) {
  const identity = await identityOfPage(functionUrlIdentitySchema, params)
  const answer = await readFunctionUrl(identity)
  if (!answer.ok)
    return (
      <PageFailure
        title={functionUrlName(identity)}
        breadcrumbs={[
          { label: 'Functions', href: FUNCTIONS_PATH },
          { label: <TargetText target={identity} /> },
          { label: identity.functionName, href: functionPath(identity) },
        ]}
        failure={answer.failure}
      />
    )
  return (
    <>
      <FunctionUrlHeader identity={identity} initial={answer.value} />
      {children}
    </>
  )
}
