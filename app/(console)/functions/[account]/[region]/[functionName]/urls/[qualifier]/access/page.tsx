import type { Metadata } from 'next'
import { AccessTab } from '@/components/permissions/access-tab'
import { functionUrlIdentitySchema, identityOfParams } from '@/lib/function-urls/schema'
import { readFunctionUrl } from '../read-function-url'

export const metadata: Metadata = { title: 'Access' }

/** Shown without a function URL too: a qualifier has its policy whether or not it has one. */
export default async function AccessPage({ params }: { params: Promise<Record<string, string>> }) {
  const identity = identityOfParams(functionUrlIdentitySchema, await params)
  if (!identity.ok || !(await readFunctionUrl(identity.value)).ok) return null
  return <AccessTab identity={identity.value} />
}
