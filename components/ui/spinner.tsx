import { clsx } from 'clsx'
import { LoaderCircle } from 'lucide-react'

/** Something is on its way; `label` says what, where the words beside it do not. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span role={label ? 'status' : undefined} className={clsx('inline-flex shrink-0', className)}>
      <LoaderCircle aria-hidden size={16} className="animate-spin" />
      {label && <span className="sr-only">{label}</span>}
    </span>
  )
}
