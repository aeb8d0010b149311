import type { Config } from 'tailwindcss'

/** Names for the tokens of `app/globals.css`; each has a light and a dark value there and nowhere else. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    colors: {
      transparent: 'transparent',
      panel: 'var(--panel)',
      line: { DEFAULT: 'var(--line)', strong: 'var(--line-strong)' },
      control: 'var(--control)',
      ink: 'var(--ink)',
      mute: 'var(--mute)',
      faint: 'var(--faint)',
      accent: {
        DEFAULT: 'var(--accent)',
        hover: 'var(--accent-hover)',
        soft: 'var(--accent-soft)',
        ink: 'var(--accent-ink)',
      },
      ok: { DEFAULT: 'var(--ok)', soft: 'var(--ok-soft)' },
      warn: { DEFAULT: 'var(--warn)', soft: 'var(--warn-soft)' },
      bad: {
        DEFAULT: 'var(--bad)',
        hover: 'var(--bad-hover)',
        soft: 'var(--bad-soft)',
        ink: 'var(--bad-ink)',
      },
      purple: 'var(--purple)',
      chip: 'var(--chip)',
      code: 'var(--code)',
      selected: 'var(--selected)',
      disabled: { DEFAULT: 'var(--disabled)', ink: 'var(--disabled-ink)' },
    },
    fontFamily: {
      sans: ['var(--font-inter)', 'system-ui', 'sans-serif'],
      mono: ['var(--font-jetbrains-mono)', 'ui-monospace', 'monospace'],
    },
    fontSize: {
      // 12.5, 14, 16 and 20 px at the browser's own 16 px; rem, so that a larger default is honoured.
      small: ['0.78125rem', '1.125rem'],
      body: ['0.875rem', '1.25rem'],
      heading: ['1rem', '1.5rem'],
      title: ['1.25rem', '1.75rem'],
    },
    fontWeight: { normal: '400', medium: '500', strong: '570', semibold: '600', title: '650' },
    borderRadius: { sm: '5px', DEFAULT: '7px', lg: '10px', full: '9999px' },
    boxShadow: { float: 'var(--shadow-float)' },
    extend: {
      maxWidth: { content: '85rem' },
      transitionDuration: { DEFAULT: '120ms' },
    },
  },
} satisfies Config
