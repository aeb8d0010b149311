'use client'

import { useState } from 'react'

/** A dialog that takes a pasted text: loaded with its first opening, and its text kept while it is closed. */
export function usePasteDialog() {
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  // Never stored, since code may hold keys.
  const [text, onText] = useState('')
  return {
    open: () => {
      setOpened(true)
      setOpen(true)
    },
    wasOpened,
    props: { isOpen, onClose: () => setOpen(false), text, onText },
  }
}
