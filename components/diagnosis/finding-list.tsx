import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/tone'
import type { Finding, Sureness } from '@/lib/diagnosis/finding'
import { visibleText } from '@/lib/text/visible-text'

const SURENESS: Record<Sureness, { word: string; tone: Tone }> = {
  certain: { word: 'Certain', tone: 'ok' },
  likely: { word: 'Likely', tone: 'accent' },
  possible: { word: 'Possible', tone: 'neutral' },
}

/** How sure something is and from what it is known. */
export function Certainty({ sureness, source }: Pick<Finding, 'sureness' | 'source'>) {
  const { word, tone } = SURENESS[sureness]
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-mute text-small">
      <Badge tone={tone}>{word}</Badge>
      <span>known from {source}</span>
    </p>
  )
}

/** What went wrong, each with how sure it is, why, and what to do. */
export function FindingList({
  findings,
  lead,
}: {
  findings: readonly Finding[]
  lead?: (finding: Finding) => ReactNode
}) {
  if (findings.length === 0) return null
  return (
    <ul aria-label="What went wrong" className="flex flex-col gap-3">
      {findings.map((finding) => (
        <li key={finding.id} className="rounded border border-line px-3 py-2.5">
          <h3 className="break-words font-semibold">{visibleText(finding.title)}</h3>
          <Certainty {...finding} />
          {finding.says.map((sentence) => (
            <p key={sentence} className="mt-1.5 break-words">
              {visibleText(sentence)}
            </p>
          ))}
          {finding.fixes.map((sentence) => (
            <p key={sentence} className="mt-1.5 break-words">
              <span className="font-strong">What to do: </span>
              {visibleText(sentence)}
            </p>
          ))}
          {lead?.(finding)}
        </li>
      ))}
    </ul>
  )
}
