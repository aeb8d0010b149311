import { clsx } from 'clsx'
import { CopyButton } from '@/components/ui/copy-button'

/** Letters kept of the first label of the host: the part in which addresses differ. */
const HEAD = 6
const TAIL = 5

interface ShortAddressProps {
  url: string
  /** Whose address it is. */
  name: string
  className?: string
}

/** A function URL's address as rows show it: what tells it from others, whole on hover, to copy with one click. */
export function ShortAddress({ url, name, className }: ShortAddressProps) {
  const label = new URL(url).hostname.split('.')[0] ?? ''
  const short = label.length > HEAD + TAIL + 1 ? `${label.slice(0, HEAD)}…${label.slice(-TAIL)}` : label
  return (
    <span className={clsx('flex items-center gap-1', className)}>
      <span className="min-w-0 truncate text-mono" title={url}>
        <span aria-hidden>{short}</span>
        <span className="sr-only">{url}</span>
      </span>
      <CopyButton text={url} label={`Copy the address of ${name}`} className="h-6! w-6!" />
    </span>
  )
}
