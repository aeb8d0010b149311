'use client'

import { Download } from 'lucide-react'
import { Button, type ButtonProps } from './button'

/** A text with the name and the type that its file gets. */
interface NamedText {
  text: string
  fileName: string
  mediaType: string
}

/** Saves a text that the page has already as a file; nothing is asked of the server. */
export function saveText({ text, fileName, mediaType }: NamedText): void {
  saveFile(new Blob([text], { type: `${mediaType};charset=utf-8` }), fileName)
}

/** Saves what a script has read as a file. */
export function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser has taken the text by then.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}

type DownloadButtonProps = NamedText & Omit<ButtonProps, 'onClick' | 'icon' | 'children'>

/** The button that saves a text as a file. */
export function DownloadButton({ text, fileName, mediaType, ...rest }: DownloadButtonProps) {
  return (
    <Button
      icon={<Download aria-hidden size={14} />}
      onClick={() => saveText({ text, fileName, mediaType })}
      {...rest}
    >
      Download {fileName}
    </Button>
  )
}
