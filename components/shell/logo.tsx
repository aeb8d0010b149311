/** Two links of a chain: an address and a function. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="4 4 24 24" fill="none" aria-hidden="true" className={className}>
      <g stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <path d="M14.2 17.8a4.6 4.6 0 0 1 0-6.5l3.2-3.2a4.6 4.6 0 0 1 6.5 6.5l-1.7 1.7" />
        <path d="M17.8 14.2a4.6 4.6 0 0 1 0 6.5l-3.2 3.2a4.6 4.6 0 0 1-6.5-6.5l1.7-1.7" />
      </g>
    </svg>
  )
}
