interface SkipLinkProps {
  /** The id of where it leads. */
  to?: string
  children?: string
}

/** Past what lies between, for the Tab key; the page's first one leads past the navigation. */
export function SkipLink({ to = 'main', children = 'Skip to the page' }: SkipLinkProps) {
  return (
    <a
      href={`#${to}`}
      className="sr-only rounded bg-panel font-medium text-accent shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-4 focus:py-2"
    >
      {children}
    </a>
  )
}
