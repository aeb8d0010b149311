import type { Metadata } from 'next'
import { AccessTab } from '@/components/access/access-tab'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { identityOfPage, readFunctionUrl } from '../../../read-address'

export const metadata: Metadata = { title: 'Access' }

/** Shown without a function URL too: a qualifier has its policy whether or not it has one. */
export default async function AccessPage({ params }: { params: Promise<Record<string, string>> }) {
  const identity = await identityOfPage(functionUrlIdentitySchema, params)
  return (await readFunctionUrl(identity)).ok && <AccessTab identity={identity} />
}
