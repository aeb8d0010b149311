'use client'

import { Download } from 'lucide-react'
import { Button, type ButtonProps } from './button'

interface DownloadButtonProps extends Omit<ButtonProps, 'onClick' | 'icon' | 'children'> {
  text: string
  fileName: string
  mediaType: string
}

/** Saves a text that the page has already as a file; nothing is asked of the server. */
export function DownloadButton({ text, fileName, mediaType, ...rest }: DownloadButtonProps) {
  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }))
    const link = document.createElement('a')
    link.href = address
    link.download = fileName
    link.click()
    // The browser has taken the text by then.
    setTimeout(() => URL.revokeObjectURL(address), 0)
  }
  return (
    <Button icon={<Download aria-hidden size={14} />} onClick={download} {...rest}>
      Download {fileName}
    </Button>
  )
}
