import type { ReactNode } from 'react'
import { UnknownAddress } from '@/components/failures/unknown-address'
import { FunctionUrlHeader } from '@/components/function-urls/function-url-header'
import { functionUrlIdentitySchema, identityOfParams } from '@/lib/function-urls/schema'
import { readFunctionUrl } from './read-function-url'

interface LayoutProps {
  params: Promise<{ account: string; region: string; functionName: string; qualifier: string }>
  children: ReactNode
}

export default async function FunctionUrlLayout({ params, children }: LayoutProps) {
  const identity = identityOfParams(functionUrlIdentitySchema, await params)
  if (!identity.ok) return <UnknownAddress failure={identity.failure} />
  const answer = await readFunctionUrl(identity.value)
  if (!answer.ok) return <UnknownAddress failure={answer.failure} identity={identity.value} />
  return (
    <>
      <FunctionUrlHeader identity={identity.value} initial={answer.value} />
      {children}
    </>
  )
}
