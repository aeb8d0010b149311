'use client'

import { useAccessFactsWithFunction } from '@/components/access/use-access-facts'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { findingsOf } from '@/lib/access/findings-of'
import { corsWarnings } from '@/lib/cors/value/warnings'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

interface FindingsStripProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
}

/** What needs somebody's attention, at the top of the overview, each with the tab that mends it. */
export function FindingsStrip({ identity, config }: FindingsStripProps) {
  const facts = useAccessFactsWithFunction(identity)
  const findings = facts ? findingsOf(facts) : []
  const warnings = corsWarnings(config.Cors, config.AuthType)
  const entries = [
    ...findings.map(({ id, title, tone }) => ({ id, title, tone, tab: 'access' as const, of: 'Access' })),
    ...warnings.map(({ id, title, tone }) => ({ id, title, tone, tab: 'cors' as const, of: 'CORS' })),
  ]
  if (entries.length === 0) return null
  const isBad = entries.some(({ tone }) => tone === 'bad')
  const tabs = [...new Map(entries.map(({ tab, of }) => [tab, of]))]
  return (
    <Callout
      tone={isBad ? 'bad' : 'warn'}
      title={counted(entries.length, 'finding')}
      actions={tabs.map(([tab, of]) => (
        <ButtonLink key={tab} size="sm" href={functionUrlPath(identity, tab)}>
          Show in {of}
        </ButtonLink>
      ))}
    >
      <ul>
        {entries.map(({ id, title, of }) => (
          <li key={id}>
            {of}: {visibleText(title)}
          </li>
        ))}
      </ul>
    </Callout>
  )
}
