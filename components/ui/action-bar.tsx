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
      className="sticky bottom-0 isolate z-20 mt-auto py-2.5 before:absolute before:inset-y-0 before:left-1/2 before:-z-10 before:w-screen before:-translate-x-1/2 before:border-line before:border-t before:bg-panel"
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
