/** Saves a text that the page has as a file; nothing is asked of the server. */
export function saveFile(text: string, fileName: string, mediaType: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser has taken the text by then.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}
