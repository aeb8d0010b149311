'use client'

import { CircleQuestionMark } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** Loaded when it is opened: its reader brings a parser of code. */
const DiagnoseDialog = dynamic(
  async () => (await import('@/components/diagnosis/diagnose-dialog')).DiagnoseDialog,
  { ssr: false },
)

/** The door in the header. What was pasted stays while one looks at the pages it leads to, and is never stored. */
export function DiagnoseButton() {
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  const [text, setText] = useState('')
  return (
    <>
      <Button
        aria-label="What went wrong?"
        icon={<CircleQuestionMark aria-hidden size={14} />}
        onClick={() => {
          setOpened(true)
          setOpen(true)
        }}
      >
        <span className="hidden md:inline">What went wrong?</span>
      </Button>
      {wasOpened && (
        <DiagnoseDialog isOpen={isOpen} onClose={() => setOpen(false)} text={text} onText={setText} />
      )}
    </>
  )
}
