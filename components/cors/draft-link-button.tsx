'use client'

import { Check, Link } from 'lucide-react'
import { useState } from 'react'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { Button } from '@/components/ui/button'

const SAID = {
  idle: '',
  copied: 'Link copied. It holds the draft itself; opening it changes nothing by itself.',
  'too-long': 'This draft is too long for a link: at most 4,000 characters. Copy it as JSON.',
  unread: 'Mend the JSON first: it cannot be read yet.',
  refused: 'The browser does not allow copying.',
} as const

/** Copies the address of this page with the draft in it. */
export function DraftLinkButton() {
  const { cors, json } = useCorsDraft()
  const [state, setState] = useState<keyof typeof SAID>('idle')
  const copy = async () => {
    if (json !== null) return setState('unread')
    const { draftToLink } = await import('@/lib/cors/draft-link')
    const packed = draftToLink(cors)
    if (packed === null) return setState('too-long')
    const address = new URL(window.location.href)
    address.searchParams.set('draft', packed)
    address.searchParams.delete('change')
    setState((await written(address.href)) ? 'copied' : 'refused')
  }
  return (
    <>
      <Button
        icon={state === 'copied' ? <Check aria-hidden size={14} /> : <Link aria-hidden size={14} />}
        onClick={copy}
        onBlur={() => setState('idle')}
      >
        Copy link to this draft
      </Button>
      <span
        role="status"
        className={state === 'idle' ? 'sr-only' : 'order-last basis-full text-mute text-small'}
      >
        {SAID[state]}
      </span>
    </>
  )
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
