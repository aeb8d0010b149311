'use client'

import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react'
import { Button } from './button'
import { IconButton } from './icon-button'
import { TONE_ICON, TONE_TEXT, type Tone } from './tone'

export interface ToastMessage {
  tone?: Tone
  title: string
  description?: string
  action?: { label: string; onSelect: () => void }
}

interface Toasts {
  show: (message: ToastMessage) => void
}

interface ShownToast extends ToastMessage {
  id: number
}

const ToastContext = createContext<Toasts | undefined>(undefined)
const SHOWN_AT_MOST = 4
const SECONDS_TO_READ = 6
const SECONDS_TO_ACT = 12

/** Quiet messages about what was done. What has to be answered belongs into the page, not here. */
export function useToast(): Toasts {
  const toasts = use(ToastContext)
  if (!toasts) throw new Error('useToast needs a ToastProvider above it')
  return toasts
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownToast[]>([])
  const lastId = useRef(0)
  const show = (message: ToastMessage) => {
    lastId.current += 1
    const toast = { ...message, id: lastId.current }
    setShown((before) => [...before, toast].slice(-SHOWN_AT_MOST))
  }
  const dismiss = (id: number) => setShown((before) => before.filter((toast) => toast.id !== id))
  return (
    <ToastContext value={{ show }}>
      {children}
      <section
        aria-label="Messages"
        className="pointer-events-none fixed top-(--top-bar) right-0 z-40 w-full max-w-100 p-4"
      >
        <ol aria-live="polite" className="flex flex-col gap-2">
          {shown.map((toast) => (
            <ToastCard key={toast.id} toast={toast} onDismiss={() => dismiss(toast.id)} />
          ))}
        </ol>
      </section>
    </ToastContext>
  )
}

function ToastCard({ toast, onDismiss }: { toast: ShownToast; onDismiss: () => void }) {
  const { tone = 'neutral', title, description, action } = toast
  const [isHeld, setHeld] = useState(false)
  const seconds = secondsShown(toast)
  useEffect(() => {
    if (isHeld || seconds === undefined) return
    const timer = setTimeout(onDismiss, seconds * 1_000)
    return () => clearTimeout(timer)
  })
  const Icon = TONE_ICON[tone]
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex items-start gap-2.5 rounded border border-line-strong bg-panel py-2 pr-2 pl-3 shadow-float"
    >
      <Icon aria-hidden size={16} className={clsx('mt-1 shrink-0', TONE_TEXT[tone])} />
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-strong">{title}</p>
        {description && <p className="text-mute text-small">{description}</p>}
      </div>
      {action && (
        <Button
          size="sm"
          onClick={() => {
            action.onSelect()
            onDismiss()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton size="sm" label="Dismiss" icon={<X aria-hidden size={14} />} onClick={onDismiss} />
    </li>
  )
}

/** Undefined: it stays until it is dismissed, as what went wrong does. */
function secondsShown({ tone, action }: ToastMessage): number | undefined {
  if (tone === 'bad') return undefined
  return action ? SECONDS_TO_ACT : SECONDS_TO_READ
}
