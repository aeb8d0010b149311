'use client'

import { clsx } from 'clsx'
import { useAccountMark } from '@/components/shell/account-marks'
import type { AccountColor } from '@/lib/identity/account-mark'
import type { Target } from '@/lib/identity/schema'

const COLORS: Record<AccountColor, string> = {
  red: 'bg-bad',
  orange: 'bg-warn',
  green: 'bg-ok',
  blue: 'bg-accent',
  purple: 'bg-purple',
  gray: 'bg-mute',
}

/** In which account and region something is or happens: names repeat over both. */
export function TargetChip({ target: { account, region } }: { target: Target }) {
  const { name, color, isProduction } = useAccountMark(account)
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5 rounded-sm border border-line-strong bg-panel px-1.5 py-px text-ink text-small">
      {color && (
        <span
          aria-hidden
          className={clsx('size-2.5 shrink-0 rounded-full forced-color-adjust-none', COLORS[color])}
        />
      )}
      {name && <span className="font-semibold">{name}</span>}
      <span className="tabular-nums">{account}</span>
      {isProduction && name?.toLowerCase() !== 'production' && (
        <span className="font-semibold">production</span>
      )}
      <span aria-hidden className="text-mute">
        ·
      </span>
      <span>{region}</span>
    </span>
  )
}
