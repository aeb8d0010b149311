'use client'

import { clsx } from 'clsx'
import { CircleAlert, X } from 'lucide-react'
import { type ParsedQuery, type QueryPart, withoutPart } from '@/lib/inventory/query'
import { visibleText } from '@/lib/text/visible-text'

interface QueryTokensProps {
  query: string
  parsed: ParsedQuery
  onChange: (query: string) => void
}

/** What a query asks for, condition by condition; each can be taken out. Plain words alone need no such list. */
export function QueryTokens({ query, parsed: { parts }, onChange }: QueryTokensProps) {
  const isPlain = parts.every(({ term }) => term && term.field === null && !term.isNegated)
  if (isPlain) return null
  return (
    <ul aria-label="Conditions of the search" className="flex flex-wrap gap-1.5 px-1 pt-1.5">
      {parts.map((part) => (
        <Token
          key={part.from}
          text={visibleText(query.slice(part.from, part.to))}
          problem={part.problem}
          onRemove={() => onChange(withoutPart(query, part))}
        />
      ))}
    </ul>
  )
}

interface TokenProps extends Pick<QueryPart, 'problem'> {
  text: string
  onRemove: () => void
}

function Token({ text, problem, onRemove }: TokenProps) {
  return (
    <li className="flex max-w-full">
      <button
        type="button"
        aria-label={`Remove ${text}`}
        aria-description={problem?.message}
        title={problem?.message ?? 'Remove'}
        onClick={onRemove}
        className={clsx(
          'inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm px-1.5 text-left text-mono',
          problem ? 'bg-bad-soft text-bad' : 'bg-chip text-ink hover:text-accent',
        )}
      >
        {problem && <CircleAlert aria-hidden size={13} className="shrink-0" />}
        <span className="min-w-0 break-all">{text}</span>
        <X aria-hidden size={13} className="shrink-0" />
      </button>
    </li>
  )
}
