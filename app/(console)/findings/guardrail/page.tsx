import type { Metadata } from 'next'
import { PageFailure } from '@/components/failures/page-failure'
import { Guardrail } from '@/components/findings/guardrail'
import { fromPage } from '@/lib/doorways/page'
import { CONTROLS } from '@/lib/findings/guardrail'
import { listInventory } from '@/lib/inventory/read'

export const metadata: Metadata = { title: 'Guardrail' }

/** Reads the index alone. */
export default async function GuardrailPage() {
  const queries = [...new Set(CONTROLS.flatMap(({ query }) => query ?? []))]
  const [against, ...pages] = await Promise.all([
    fromPage(listInventory, { q: 'auth:NONE' }),
    ...queries.map((q) => fromPage(listInventory, { q })),
  ])
  if (!against.ok) return <PageFailure title="Guardrail" failure={against.failure} />
  const matches = Object.fromEntries(
    queries.map((query, place) => {
      const page = pages[place]
      return [query, page?.ok ? page.value.matches : 0]
    }),
  )
  return <Guardrail against={against.value} matches={matches} />
}
