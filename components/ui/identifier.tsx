import { clsx } from 'clsx'
import { CopyButton } from './copy-button'

interface IdentifierProps {
  text: string
  /** Letters kept at the beginning. */
  head?: number
  /** Letters kept at the end: where identifiers differ. */
  tail?: number
  /** What the copy button says; false leaves the button out. */
  copy?: string | false
  className?: string
}

/** A long identifier cut in the middle; the whole of it on hover, for screen readers, and in the copy button. */
export function Identifier({ text, head = 10, tail = 8, copy = 'Copy', className }: IdentifierProps) {
  const letters = [...text]
  const isCut = letters.length > head + tail + 1
  const short = isCut ? `${letters.slice(0, head).join('')}…${letters.slice(-tail).join('')}` : text
  return (
    <span className={clsx('inline-flex max-w-full items-center gap-1 align-middle', className)}>
      <span className="relative min-w-0 truncate text-mono" title={isCut ? text : undefined}>
        {isCut ? (
          <>
            <span aria-hidden>{short}</span>
            <span className="sr-only">{text}</span>
          </>
        ) : (
          text
        )}
      </span>
      {copy !== false && <CopyButton text={text} label={copy} />}
    </span>
  )
}
