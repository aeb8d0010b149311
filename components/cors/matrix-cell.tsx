import { clsx } from 'clsx'
import { Check, X } from 'lucide-react'
import type { MatrixCell } from '@/lib/cors/effects/matrix'

const WORDS = {
  stays: { allowed: 'allowed', blocked: 'blocked' },
  changes: { allowed: 'newly allowed, was blocked', blocked: 'newly blocked, was allowed' },
} as const

/** One origin and method: goes through or not, and what it was where that changes. */
export function MatrixCellView({ cell: { before, after } }: { cell: MatrixCell }) {
  const isChanged = before !== after
  return (
    <div
      className={clsx(
        'relative flex h-9 items-center justify-center gap-1 whitespace-nowrap px-2 text-small',
        isChanged ? (after ? 'bg-ok-soft text-ok' : 'bg-bad-soft text-bad') : after ? 'text-ok' : 'text-mute',
      )}
    >
      <Mark isAllowed={after} />
      {isChanged && (
        <span aria-hidden className="flex items-center gap-1">
          was
          <Mark isAllowed={before} />
        </span>
      )}
      <span className="sr-only">{WORDS[isChanged ? 'changes' : 'stays'][after ? 'allowed' : 'blocked']}</span>
    </div>
  )
}

function Mark({ isAllowed }: { isAllowed: boolean }) {
  return isAllowed ? <Check aria-hidden size={14} /> : <X aria-hidden size={14} />
}
