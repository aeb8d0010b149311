import { CORS_LIMITS } from '@/lib/cors/value/cors'
import type { Diagnosis } from '@/lib/cors/value/fix'
import { counted, formatNumber } from '@/lib/text/counted'
import { hasInvisible, hasLoneSurrogate, quoted, withoutInvisible } from '@/lib/text/hostile-text'

type HeaderNameProblem =
  | 'empty'
  | 'lone-surrogate'
  | 'invisible-character'
  | 'surrounding-space'
  | 'several'
  | 'with-value'
  | 'in-quotes'
  | 'wildcard'
  | 'too-long'
  | 'not-a-token'

export type HeaderNameDiagnosis = Diagnosis<HeaderNameProblem>

/** RFC 9110 §5.6.2: field names are tokens. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** What keeps a text from being the name of one header, or `null` when it is one, or `*` alone. */
export function diagnoseHeaderName(text: string): HeaderNameDiagnosis | null {
  if (text === '*') return null
  return diagnoseText(text) ?? diagnoseName(text)
}

/** Header names are compared without regard to case (RFC 9110 §5.1), and AWS stores them in lower case. */
export function headerNameKey(name: string): string {
  return name.toLowerCase()
}

function diagnoseText(text: string): HeaderNameDiagnosis | null {
  if (text === '') return { problem: 'empty', message: 'Type the name of a header, such as content-type.' }
  if (hasLoneSurrogate(text))
    return { problem: 'lone-surrogate', message: 'This entry holds a broken character: type the name again.' }
  if (hasInvisible(text)) {
    const message = 'This entry holds characters that cannot be seen: remove them, or type the name again.'
    return { problem: 'invisible-character', message, ...fixTo('Remove them', withoutInvisible(text)) }
  }
  if (text.trim() !== text) {
    const message = 'Remove the space around this header name.'
    return { problem: 'surrounding-space', message, ...fixTo('Remove the space', text.trim()) }
  }
  return null
}

function diagnoseName(text: string): HeaderNameDiagnosis | null {
  const several = diagnoseSeveral(text)
  if (several) return several
  if (text.length > CORS_LIMITS.headerLength) {
    const message = `Shorten this header name: AWS takes at most ${formatNumber(CORS_LIMITS.headerLength)} characters.`
    return { problem: 'too-long', message }
  }
  if (text.includes('*') && TOKEN.test(text)) {
    const message = 'Write each header name in full: * counts only when it stands alone.'
    return { problem: 'wildcard', message }
  }
  return TOKEN.test(text) ? null : (diagnoseDecoration(text) ?? notAToken(text))
}

function diagnoseSeveral(text: string): HeaderNameDiagnosis | null {
  if (!/[\s,;]/.test(text) || text.includes(':')) return null
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const isSplittable = parts.length > 1 && parts.every((part) => diagnoseHeaderName(part) === null)
  if (!isSplittable) return null
  const message =
    'Enter each header as an entry of its own: AWS would store this one as a single name that never matches.'
  return {
    problem: 'several',
    message,
    fix: { label: `Split into ${counted(parts.length, 'entry', 'entries')}`, values: parts },
  }
}

/** A name with its value or in quotes, as it is copied from code. */
function diagnoseDecoration(text: string): HeaderNameDiagnosis | null {
  const [, name, value] = /^([^:\s]+)\s*:(.*)$/.exec(text) ?? []
  if (name !== undefined && value !== undefined) {
    const message = 'Enter the name of the header only, without a value.'
    return { problem: 'with-value', message, ...fixTo(`Keep only ${quoted(name)}`, name) }
  }
  const bare = /^(["'`])(.*)\1$/.exec(text)?.[2]
  if (bare === undefined) return null
  return {
    problem: 'in-quotes',
    message: 'Enter the header name without quotes.',
    ...fixTo('Remove the quotes', bare),
  }
}

function notAToken(text: string): HeaderNameDiagnosis {
  const first = [...text].find((character) => !TOKEN.test(character)) ?? ''
  const shown = /\s/.test(first) ? 'a space' : `the character ${first}`
  const message = `A header name cannot hold ${shown}: use letters, digits and hyphens, such as x-request-id.`
  return { problem: 'not-a-token', message }
}

/** The one fix, if it leads to a name without any other problem. */
function fixTo(label: string, value: string): Pick<HeaderNameDiagnosis, 'fix'> {
  return diagnoseHeaderName(value) === null ? { fix: { label, values: [value] } } : {}
}
