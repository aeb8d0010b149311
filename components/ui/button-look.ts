import { cva } from 'class-variance-authority'

/** How buttons and links that look like buttons are drawn. */
export const buttonLook = cva(
  [
    'inline-flex max-w-full shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded border font-medium no-underline transition-colors',
    // Some say a function's or a header's name: on a narrow screen they take a second line.
    'max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere] [&>svg]:shrink-0',
    'aria-disabled:cursor-not-allowed! aria-disabled:border-line aria-disabled:bg-disabled aria-disabled:text-disabled-ink',
    'forced-colors:aria-disabled:border-[GrayText] forced-colors:aria-disabled:text-[GrayText]',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-disabled disabled:text-disabled-ink',
  ],
  {
    variants: {
      variant: {
        primary:
          'border-accent bg-accent text-accent-ink not-aria-disabled:hover:border-accent-hover not-aria-disabled:hover:bg-accent-hover',
        secondary: 'border-line-strong bg-panel text-ink not-aria-disabled:hover:bg-chip',
        danger:
          'border-bad bg-bad text-bad-ink not-aria-disabled:hover:border-bad-hover not-aria-disabled:hover:bg-bad-hover',
        // What stands in rows and corners: it comes forward under the pointer.
        quiet:
          'border-transparent bg-transparent text-mute not-aria-disabled:hover:bg-chip not-aria-disabled:hover:text-ink',
        ghost: 'border-transparent bg-transparent text-ink not-aria-disabled:hover:bg-chip',
      },
      size: {
        md: 'min-h-8 px-3 py-1 text-body',
        sm: 'min-h-6.5 gap-1 rounded-sm px-2 py-0.5 text-small',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'ghost' | 'quiet'
export type ButtonSize = 'md' | 'sm'
