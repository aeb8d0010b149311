'use client'

import { useId } from 'react'
import { DocsLink } from '@/components/shell/docs-link'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { Finding } from '@/lib/access/finding'

import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { visibleText } from '@/lib/text/visible-text'

interface FindingListProps {
  title: string
  findings: readonly Finding[]
  onCure: (request: ChangeRequestInput) => void
}

/** Findings of one kind, each with the change that cures it; the review comes before any effect. Nothing, if none. */
export function FindingList({ title, findings, onCure }: FindingListProps) {
  const readOnly = useReadOnlyReason()
  const titleId = useId()
  if (findings.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h3 id={titleId} className="font-strong">
        {title}
      </h3>
      <ul aria-labelledby={titleId} className="flex flex-col gap-3">
        {findings.map((finding) => (
          <li key={finding.id}>
            <Callout
              tone={finding.tone}
              title={visibleText(finding.title)}
              actions={
                finding.cures.length > 0 &&
                finding.cures.map(({ label, request }) => (
                  <Button key={label} disabledReason={readOnly} onClick={() => onCure(request)}>
                    {label}
                  </Button>
                ))
              }
            >
              {visibleText(finding.text)}{' '}
              <DocsLink about={finding.id === 'throttled' ? 'concurrency' : 'urlAccess'} />
            </Callout>
          </li>
        ))}
      </ul>
    </section>
  )
}
