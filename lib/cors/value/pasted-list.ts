/** Takes a typed or pasted list of origins apart at commas, semicolons, line breaks and spaces; quotes go. */
export function pastedOrigins(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map(withoutQuotes)
    .filter((part) => part !== '')
}

/**
 * The same for header names. A part with a colon stays whole, so that "content-type: text/plain" is one entry
 * whose value can be taken off, and brackets go, since lists come out of code.
 */
export function pastedHeaderNames(text: string): string[] {
  return text
    .replace(/[[\]]/g, ' ')
    .split(/[,;\r\n]+/)
    .flatMap((part) => (part.includes(':') ? [part.trim()] : part.split(/\s+/)))
    .map(withoutQuotes)
    .filter((part) => part !== '')
}

const withoutQuotes = (part: string) => part.replace(/^["'`]+|["'`]+$/g, '')
