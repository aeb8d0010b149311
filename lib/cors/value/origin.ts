import { CORS_LIMITS } from '@/lib/cors/value/cors'
import type { Diagnosis } from '@/lib/cors/value/fix'
import { counted } from '@/lib/text/counted'
import { hasInvisible, hasLoneSurrogate, quoted, withoutInvisible } from '@/lib/text/hostile-text'

type OriginProblem =
  | 'empty'
  | 'lone-surrogate'
  | 'invisible-character'
  | 'surrounding-space'
  | 'several'
  | 'separator'
  | 'inner-space'
  | 'too-long'
  | 'null'
  | 'wildcard'
  | 'no-scheme'
  | 'slashes'
  | 'opaque-scheme'
  | 'unreadable'
  | 'userinfo'
  | 'query'
  | 'fragment'
  | 'trailing-slash'
  | 'path'
  | 'default-port'
  | 'upper-case'
  | 'not-canonical'

export type OriginDiagnosis = Diagnosis<OriginProblem>

/** Pages with these schemes have an opaque origin, or are no pages at all; a browser never sends them as Origin. */
const NEVER_SENT = new Set(['about', 'blob', 'data', 'file', 'ftp', 'javascript', 'mailto', 'ws', 'wss'])

/**
 * What keeps a text from being an origin as browsers send it (RFC 6454 §6.2, HTML "serialization of an origin"),
 * or `null` when it is one, or `*`. Lambda compares origins as text, so one character too many never matches.
 */
export function diagnoseOrigin(text: string): OriginDiagnosis | null {
  if (text === '*') return null
  return diagnoseText(text) ?? diagnoseShape(text) ?? diagnoseUrl(text)
}

function diagnoseText(text: string): OriginDiagnosis | null {
  if (text === '') return { problem: 'empty', message: 'Type an origin such as https://shop.example.com.' }
  if (hasLoneSurrogate(text))
    return {
      problem: 'lone-surrogate',
      message: 'This entry holds a broken character: type the origin again.',
    }
  if (hasInvisible(text)) {
    const message = 'This entry holds characters that cannot be seen: remove them, or type the origin again.'
    return { problem: 'invisible-character', message, ...fixTo('Remove them', withoutInvisible(text)) }
  }
  if (text.length > 10 * CORS_LIMITS.originLength) return tooLong()
  if (text.trim() !== text) {
    const message = 'Remove the space around this origin: it is compared character by character.'
    return { problem: 'surrounding-space', message, ...fixTo('Remove the space', text.trim()) }
  }
  return diagnoseSeparators(text)
}

function diagnoseSeparators(text: string): OriginDiagnosis | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  if (parts.length > 1 && parts.every((part) => diagnoseOrigin(part) === null)) {
    const message = 'Enter each origin as an entry of its own.'
    return {
      problem: 'several',
      message,
      fix: { label: `Split into ${counted(parts.length, 'entry', 'entries')}`, values: parts },
    }
  }
  const [only] = parts
  if (/[,;]/.test(text) && parts.length === 1 && only !== undefined) {
    const message = 'Remove the comma or semicolon: an origin ends with its host name or port.'
    return { problem: 'separator', message, ...fixTo(`Use ${quoted(only)}`, only) }
  }
  if (/\s/.test(text))
    return { problem: 'inner-space', message: 'An origin holds no space: write it without.' }
  return text.length > CORS_LIMITS.originLength ? tooLong() : null
}

function diagnoseShape(text: string): OriginDiagnosis | null {
  if (text.toLowerCase() === 'null') {
    const message =
      'Remove null: sandboxed frames and local files of anybody send it as their origin, so it allows them all.'
    return { problem: 'null', message }
  }
  if (text.includes('*')) {
    const message =
      'Write each origin in full: AWS documents no wildcard inside an origin, only * alone. For preview hosts that change, give them one stable host, call the function through a proxy on the page’s own origin, or turn CORS off here and let the code decide.'
    return { problem: 'wildcard', message }
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/(?![\\/])/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return diagnoseWithoutScheme(text)
  if (!NEVER_SENT.has(scheme)) return null
  const message = `Browsers never send an origin that begins with ${scheme}: – enter the origin of the page, such as https://shop.example.com.`
  return { problem: 'opaque-scheme', message }
}

function diagnoseWithoutScheme(text: string): OriginDiagnosis {
  if (/^https?:[\\/]*[^\\/]/i.test(text)) {
    const message = 'Write two slashes after the scheme, as in https://shop.example.com.'
    const canonical = canonicalOrigin(text)
    return { problem: 'slashes', message, ...(canonical ? fixTo(`Use ${canonical}`, canonical) : {}) }
  }
  const message = 'Begin with the scheme, https:// or http://, as in https://shop.example.com.'
  // A name with a dot is a host of the internet, where https is the one that is meant.
  const canonical = /^[^\s/?#@]+\.[^\s/?#@]/.test(text) ? canonicalOrigin(`https://${text}`) : null
  if (canonical === null) return { problem: 'no-scheme', message }
  const label = canonical === `https://${text}` ? 'Add https://' : `Use ${canonical}`
  return { problem: 'no-scheme', message, ...fixTo(label, canonical) }
}

function diagnoseUrl(text: string): OriginDiagnosis | null {
  const canonical = canonicalOrigin(text)
  if (canonical === null) {
    const message = 'This is not an address a browser could have: check the host name and the port.'
    return { problem: 'unreadable', message }
  }
  if (canonical === text) return null
  const { problem, message, label, repaired } = firstDifference(text, canonical)
  return { problem, message, ...fixTo(repaired === canonical ? label : `Use ${canonical}`, canonical) }
}

interface Difference {
  problem: OriginProblem
  message: string
  label: string
  /** The text with only this mended. */
  repaired: string
}

function firstDifference(text: string, canonical: string): Difference {
  const authorityEnd = text.search(/(?<!:|:\/)[/\\?#]/)
  const head = authorityEnd < 0 ? text : text.slice(0, authorityEnd)
  const tail = authorityEnd < 0 ? '' : text.slice(authorityEnd)
  const sent = `the browser sends ${quoted(canonical)}`
  if (head.includes('@')) {
    const message = `Remove the user name and password: ${sent} without them.`
    return {
      problem: 'userinfo',
      message,
      label: 'Remove them',
      repaired: head.replace(/\/\/.*@/, '//') + tail,
    }
  }
  if (tail !== '') return { ...tailDifference(tail, sent), repaired: head }
  return hostDifference(text, sent)
}

function tailDifference(tail: string, sent: string): Omit<Difference, 'repaired'> {
  if (tail === '/') {
    const message = `An origin has no path: ${sent} without the slash, so this entry never matches.`
    return { problem: 'trailing-slash', message, label: 'Remove the slash' }
  }
  if (tail.startsWith('?') || tail.startsWith('/?')) {
    const message = `An origin has no query: ${sent} without it, so this entry never matches.`
    return { problem: 'query', message, label: 'Remove the query' }
  }
  if (tail.startsWith('#') || tail.startsWith('/#')) {
    const message = `An origin has no fragment: ${sent} without it, so this entry never matches.`
    return { problem: 'fragment', message, label: 'Remove the fragment' }
  }
  const message = `An origin has no path: ${sent} without it, so this entry never matches.`
  return { problem: 'path', message, label: 'Remove the path' }
}

function hostDifference(text: string, sent: string): Difference {
  if (/^(https:.*:443|http:.*:80)$/i.test(text)) {
    const message = `Leave the default port out: ${sent} without it.`
    return {
      problem: 'default-port',
      message,
      label: 'Remove the port',
      repaired: text.replace(/:\d+$/, ''),
    }
  }
  if (/[A-Z]/.test(text)) {
    const message = `Write the origin in lower case: ${sent}.`
    return { problem: 'upper-case', message, label: 'Use lower case', repaired: text.toLowerCase() }
  }
  const message = `Write the origin as ${sent.replace('the browser sends', 'the browser sends it:')}.`
  return { problem: 'not-canonical', message, label: 'Use what the browser sends', repaired: text }
}

/** Host names, IPv4 and IPv6 addresses; the URL standard lets more through than any name can hold. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?$/i

/** The origin of an address as a browser would send it, or `null` where it has none. */
function canonicalOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, host } = new URL(text)
  return HOST.test(host) ? `${protocol}//${host}` : null
}

/** The one fix, if it leads to an origin without any other problem. */
function fixTo(label: string, value: string): Pick<OriginDiagnosis, 'fix'> {
  return diagnoseOrigin(value) === null ? { fix: { label, values: [value] } } : {}
}

function tooLong(): OriginDiagnosis {
  const message = `Shorten this origin: AWS takes at most ${CORS_LIMITS.originLength} characters.`
  return { problem: 'too-long', message }
}
