/** Letters at the end that always stay in sight: names differ there. */
const TAIL = 8
/** Names up to here fit wherever this is used. */
const NEVER_CUT = 24

/** A name that gives way in the middle when there is no room for it; whole on hover and for screen readers. */
export function MiddleCut({ text }: { text: string }) {
  if (text.length <= NEVER_CUT) return <>{text}</>
  return (
    <span title={text}>
      <span aria-hidden className="flex">
        <span className="truncate">{text.slice(0, -TAIL)}</span>
        <span className="shrink-0">{text.slice(-TAIL)}</span>
      </span>
      <span className="sr-only">{text}</span>
    </span>
  )
}
