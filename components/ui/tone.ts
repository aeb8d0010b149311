import { CircleAlert, CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react'

/** What a colour means; always with a shape and a word beside it. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad'

export const TONE_SOFT: Record<Tone, string> = {
  neutral: 'bg-chip text-ink',
  accent: 'bg-accent-soft text-accent',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

export const TONE_TEXT: Record<Tone, string> = {
  neutral: 'text-mute',
  accent: 'text-accent',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
}

export const TONE_ICON: Record<Tone, LucideIcon> = {
  neutral: Info,
  accent: CircleAlert,
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonAlert,
}
