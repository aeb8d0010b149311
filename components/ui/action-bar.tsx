import type { ReactNode } from 'react'

/** Where skip links of a long editor lead. */
export const ACTION_BAR_ID = 'changes'

interface ActionBarProps {
  /** How many changes, and the worst consequence of them. */
  summary: ReactNode
  /** The buttons; the one that goes on is the last. */
  children: ReactNode
  /** Names the bar. */
  label?: string
}

/** The bar at the window's lower edge under an editor; the page keeps room for it. */
export function ActionBar({ summary, children, label = 'Changes' }: ActionBarProps) {
  return (
    <>
      <div aria-hidden className="h-24 sm:h-12" />
      <section
        id={ACTION_BAR_ID}
        tabIndex={-1}
        aria-label={label}
        className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-panel py-2.5"
      >
        <div className="mx-auto flex max-w-content flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 sm:px-6">
          <div role="status" className="min-w-0 flex-1 basis-56 text-small">
            {summary}
          </div>
          <div className="flex flex-wrap gap-2">{children}</div>
        </div>
      </section>
    </>
  )
}
