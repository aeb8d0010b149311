import type { ReactNode } from 'react'

interface ActionBarProps {
  /** How many changes, and the worst consequence of them. */
  summary: ReactNode
  /** The buttons; the one that goes on is the last. */
  children: ReactNode
}

/** The bar at the bottom of an editor. Put it last inside the page; it sticks to the window's edge. */
export function ActionBar({ summary, children }: ActionBarProps) {
  return (
    <section
      aria-label="Changes"
      className="sticky bottom-0 z-20 -mx-4 mt-6 border-line border-t bg-panel px-4 py-2.5 sm:-mx-6 sm:px-6"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div role="status" className="min-w-0 flex-1 basis-56 text-small">
          {summary}
        </div>
        <div className="flex flex-wrap gap-2">{children}</div>
      </div>
    </section>
  )
}
