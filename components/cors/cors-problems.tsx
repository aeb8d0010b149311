'use client'

import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { applyFix } from '@/lib/cors/value/fix'
import { applyEveryFix } from '@/lib/cors/value/fix-all'
import type { CorsIssue } from '@/lib/cors/value/issues'
import type { CorsWarning } from '@/lib/cors/value/warnings'
import { counted } from '@/lib/text/counted'
import { quoted } from '@/lib/text/hostile-text'

/** More would bury the field; the chips mark the others. */
const MAX_SHOWN = 3

/** The sentences under a field, each once, and how many entries more there are to mend. */
export function sentencesOf(issues: readonly CorsIssue[]): string[] {
  const sentences = [...new Set(issues.map(({ message }) => message))]
  const more = sentences.length - MAX_SHOWN
  if (more <= 0) return sentences
  return [...sentences.slice(0, MAX_SHOWN), `${counted(more, 'more entry is', 'more entries are')} marked.`]
}

interface FixButtonsProps {
  list: readonly string[]
  issues: readonly CorsIssue[]
  keyOf?: (value: string) => string
  onFix: (list: string[]) => void
}

/** A button for each entry that has exactly one cure, and one for all of them where there are several. */
export function FixButtons({ list, issues, keyOf, onFix }: FixButtonsProps) {
  const fixable = issues.flatMap(({ path: [, index], fix }) =>
    fix && index !== undefined ? [{ index, fix }] : [],
  )
  const single = fixable.slice(0, MAX_SHOWN).map(({ index, fix }) => {
    const entry = quoted(list[index] ?? '')
    return (
      <Button
        key={`${index} ${fix.label}`}
        size="sm"
        className="max-w-full"
        aria-label={`${fix.label}: ${entry}`}
        onClick={() => onFix(applyFix(list, index, fix, keyOf))}
      >
        {fixable.length > 1 ? <FixOf label={fix.label} entry={entry} /> : fix.label}
      </Button>
    )
  })
  if (fixable.length < 2) return single
  return (
    <>
      <Button size="sm" onClick={() => onFix(applyEveryFix(list, issues, keyOf))}>
        Fix all {fixable.length}
      </Button>
      {single}
    </>
  )
}

function FixOf({ label, entry }: { label: string; entry: string }) {
  return (
    <span className="flex min-w-0 max-w-80 gap-x-1 max-sm:flex-wrap max-sm:justify-center">
      {label}
      <span className="truncate text-mono text-mute">{entry}</span>
    </span>
  )
}

/** What a person should know about a member; nothing here blocks. */
export function MemberWarnings({ warnings }: { warnings: readonly CorsWarning[] }) {
  return warnings.map(({ id, tone, title, message }) => (
    <Callout key={id} tone={tone} role="status" title={title}>
      {message}
    </Callout>
  ))
}
