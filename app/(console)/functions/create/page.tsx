import type { Metadata } from 'next'
import * as z from 'zod/mini'
import { FailureCallout } from '@/components/failures/failure-callout'
import { CreateForm } from '@/components/function-urls/create-form'
import { PageHeader } from '@/components/ui/page-header'
import { getChange } from '@/lib/changes/read'
import { fromPage } from '@/lib/doorways/page'
import { FUNCTIONS_PATH } from '@/lib/identity/paths'
import { accountSchema, functionNameSchema, qualifierSchema, regionSchema } from '@/lib/identity/schema'
import { changeIdSchema } from '@/lib/requests/change-request'

export const metadata: Metadata = { title: 'Create function URL' }

/** What the address may fill in; anything else in it is left out rather than refused. */
const startSchema = z.object({
  account: z.catch(z.optional(accountSchema), undefined),
  region: z.catch(z.optional(regionSchema), undefined),
  functionName: z.catch(z.optional(functionNameSchema), undefined),
  qualifier: z.catch(z.optional(qualifierSchema), undefined),
  recreates: z.catch(z.optional(changeIdSchema), undefined),
})

export default async function CreatePage({ searchParams }: PageProps<'/functions/create'>) {
  const { recreates, ...start } = startSchema.parse(await searchParams)
  const deleted = recreates === undefined ? undefined : await fromPage(getChange, { changeId: recreates })
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Functions', href: FUNCTIONS_PATH }, { label: 'Create function URL' }]}
        title="Create function URL"
        subtitle="AWS assigns the address. It can’t be chosen, and deleting the URL deletes it permanently."
      />
      {deleted && !deleted.ok && <FailureCallout failure={deleted.failure} />}
      <CreateForm start={start} deleted={deleted?.ok ? deleted.value : undefined} />
    </>
  )
}
