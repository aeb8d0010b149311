import { Disclosure } from '@/components/ui/disclosure'
import type { ShownHeader } from '@/lib/probe/event'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

interface HeaderLinesProps {
  title: string
  lines: readonly ShownHeader[]
  isClosed?: boolean
  /** Stands above the lines. */
  note?: string
}

/** Header lines as they are on the wire, repeated ones each in a line of their own. */
export function HeaderLines({ title, lines, isClosed = false, note }: HeaderLinesProps) {
  return (
    <Disclosure open={!isClosed} summary={`${title} · ${counted(lines.length, 'line')}`}>
      {note && <p className="mb-2 break-all text-mono">{note}</p>}
      <dl className="divide-y divide-line border-line border-y text-mono">
        {lines.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a line is what tells equal ones apart
          <div key={index} className="flex flex-wrap gap-x-3 py-1">
            <dt className="break-all text-mute">{visibleText(name)}</dt>
            <dd className="min-w-0 break-all">
              {value === null ? <em className="text-mute">not shown</em> : visibleText(value)}
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}
