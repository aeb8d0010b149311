'use client'

import { Check, Copy, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from './icon-button'

interface CopyButtonProps {
  text: string
  /** What is copied: "Copy the address". */
  label: string
  className?: string
}

const SHOWN_FOR = 2_000
const ICON = { idle: Copy, copied: Check, failed: X }
const SAID = { idle: '', copied: 'Copied', failed: 'The browser does not allow copying' }

/** Copies and says so, in sight and for screen readers. */
export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof ICON>('idle')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = async () => {
    const hasCopied = await writeToClipboard(text)
    setState(hasCopied ? 'copied' : 'failed')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setState('idle'), SHOWN_FOR)
  }
  const Icon = ICON[state]
  return (
    <>
      <IconButton
        label={label}
        size="sm"
        icon={<Icon aria-hidden size={14} className={state === 'copied' ? 'text-ok' : undefined} />}
        onClick={copy}
        className={className}
      />
      <span role="status" className="sr-only">
        {SAID[state]}
      </span>
    </>
  )
}

async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
