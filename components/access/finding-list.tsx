'use client'

import { useReadOnlyReason } from '@/components/changes/use-read-only-reason'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { Finding } from '@/lib/access/finding'
import type { ChangeRequestInput } from '@/lib/changes/schema'
import { visibleText } from '@/lib/visible-text'

interface FindingListProps {
  findings: readonly Finding[]
  onCure: (request: ChangeRequestInput) => void
}

/** What is missing and what is too much, each with the change that cures it; the review comes before any effect. */
export function FindingList({ findings, onCure }: FindingListProps) {
  const readOnly = useReadOnlyReason()
  return (
    <ul aria-label="Missing and too much" className="flex flex-col gap-3">
      {findings.map(({ id, kind, tone, title, text, cures }) => (
        <li key={id}>
          <Callout
            tone={tone}
            title={visibleText(`${kind === 'missing' ? 'Missing' : 'Too much'}: ${title}`)}
            actions={
              cures.length > 0 &&
              cures.map(({ label, request }) => (
                <Button key={label} disabledReason={readOnly} onClick={() => onCure(request)}>
                  {label}
                </Button>
              ))
            }
          >
            {visibleText(text)}
          </Callout>
        </li>
      ))}
    </ul>
  )
}
