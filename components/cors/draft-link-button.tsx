'use client'

import { Link } from 'lucide-react'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { Button } from '@/components/ui/button'
import { type ToastMessage, useToast } from '@/components/ui/toast'

const COPIED: ToastMessage = {
  tone: 'ok',
  title: 'Link copied',
  description: 'It holds the draft itself; opening it changes nothing by itself.',
}
const TOO_LONG: ToastMessage = {
  tone: 'warn',
  title: 'This draft is too long for a link',
  description: 'A link holds at most 4,000 characters. Copy the draft as JSON.',
}
const UNREAD: ToastMessage = { tone: 'warn', title: 'Fix the JSON first: it cannot be read yet' }
const REFUSED: ToastMessage = { tone: 'warn', title: 'The browser does not allow copying' }

/** Copies the address of this page with the draft in it; says so where it moves nothing that is about to be clicked. */
export function DraftLinkButton() {
  const { cors, json } = useCorsDraft()
  const toast = useToast()
  const copy = async () => {
    if (json !== null) return toast.show(UNREAD)
    const { draftToLink } = await import('@/lib/cors/value/draft-link')
    const packed = draftToLink(cors)
    if (packed === null) return toast.show(TOO_LONG)
    const address = new URL(window.location.href)
    address.searchParams.set('draft', packed)
    address.searchParams.delete('change')
    toast.show((await written(address.href)) ? COPIED : REFUSED)
  }
  return (
    <Button icon={<Link aria-hidden size={14} />} onClick={copy}>
      Copy link to this draft
    </Button>
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
