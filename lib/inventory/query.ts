import { fieldOf, QUERY_FIELDS, type QueryField, queryKey } from '@/lib/inventory/query-keys'
import { nearestOf } from '@/lib/text/nearest'

/** One condition of a query; all of them must hold. */
export interface QueryTerm {
  /** `null`: a free word, looked for in function, alias, address and origin. */
  field: QueryField | null
  value: string
  /** With a `-` in front: it must not hold. */
  isNegated: boolean
}

/** What is wrong with a query, and where: from this letter up to but not including that one. */
export interface QueryProblem {
  from: number
  to: number
  message: string
}

/** A part of a query between spaces: a condition, or what is wrong with it. */
export interface QueryPart {
  from: number
  to: number
  /** Where its value begins, behind minus and key. */
  valueFrom: number
  /** The key as it is written; `undefined` for a free word. */
  key?: string
  /** Absent where the part has a problem: the rest of the query then holds without it. */
  term?: QueryTerm
  problem?: QueryProblem
  /** Its quotation mark has no partner, so that it reaches to the end. */
  isOpen: boolean
}

export interface ParsedQuery {
  parts: QueryPart[]
  terms: QueryTerm[]
  problems: QueryProblem[]
}

/** A minus, a key, and a value in quotes, behind one quotation mark, or up to the next space. */
const TOKEN =
  /(?<=^|\s)(?<minus>-?)(?:(?<key>[A-Za-z][A-Za-z0-9]*):(?!\/\/))?(?:"(?<quoted>(?:[^"\\]|\\.)*)"(?=\s|$)|"(?<open>(?:[^"\\]|\\.)*\\?)$|(?<bare>\S+|(?<=:)))/gsu

/**
 * Reads a query: `is:public -auth:AWS_IAM origin:*.example.com "two words"`. It never fails; what cannot be meant is
 * a problem at its place, and the rest of the query holds.
 */
export function parseQuery(text: string): ParsedQuery {
  const parts = [...text.matchAll(TOKEN)].map(partOf)
  return {
    parts,
    terms: parts.flatMap(({ term }) => term ?? []),
    problems: parts.flatMap(({ problem }) => problem ?? []),
  }
}

function partOf(match: RegExpExecArray): QueryPart {
  const { minus = '', key, quoted, open, bare = '' } = match.groups ?? {}
  const from = match.index
  const to = from + match[0].length
  const valueFrom = from + minus.length + (key === undefined ? 0 : key.length + 1)
  const place = { from, to, valueFrom, key, isOpen: open !== undefined }
  const field = key === undefined ? null : fieldOf(key)
  if (key !== undefined && !field)
    return {
      ...place,
      problem: { from: valueFrom - key.length - 1, to: valueFrom, message: unknownKey(key) },
    }
  if (open !== undefined)
    return {
      ...place,
      problem: { from: valueFrom, to, message: 'A second quotation mark is missing at the end.' },
    }
  const value = quoted === undefined ? bare : quoted.replace(/\\(.)/gsu, '$1')
  const message = field && queryKey(field).check(value)
  // Without a value there is nothing to point at but the key.
  const at = to > valueFrom ? valueFrom : from
  if (field && message) return { ...place, problem: { from: at, to, message: `${field}: ${message}` } }
  return { ...place, term: { field: field ?? null, value, isNegated: minus === '-' } }
}

function unknownKey(key: string): string {
  const nearest = nearestOf(key, QUERY_FIELDS)
  const advice = nearest ? `write ${nearest}:` : `there are ${QUERY_FIELDS.join(':, ')}:`
  return `There is no ${key}: here; ${advice}, or put quotes around it to look for the text.`
}

/** Free words that would be read as something else without quotes. */
const MISREAD = /^-|^[A-Za-z][A-Za-z0-9]*:(?!\/\/)/u

function printValue({ field, value }: QueryTerm): string {
  const isPlain = value !== '' && !/[\s"\\]/u.test(value) && (field !== null || !MISREAD.test(value))
  return isPlain ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`
}

/** A condition as it is typed. */
export const printTerm = (term: QueryTerm): string =>
  `${term.isNegated ? '-' : ''}${term.field ? `${term.field}:` : ''}${printValue(term)}`

/** A query as it is typed; what `parseQuery` reads again as the same terms. */
export const printQuery = (terms: readonly QueryTerm[]): string => terms.map(printTerm).join(' ')

const isSameTerm = (a: QueryTerm, b: QueryTerm) =>
  a.field === b.field && a.isNegated === b.isNegated && a.value.toLowerCase() === b.value.toLowerCase()

/** Whether a query asks for exactly this. */
export const hasTerm = (text: string, term: QueryTerm): boolean =>
  parseQuery(text).terms.some((each) => isSameTerm(each, term))

/** The query without some of its parts, and with this one; what has a problem stays as it was typed. */
function rewritten(text: string, isKept: (part: QueryPart) => boolean, added?: QueryTerm): string {
  const kept = parseQuery(text).parts.filter(isKept)
  const written = (parts: QueryPart[]) => parts.map(({ from, to }) => text.slice(from, to))
  // What stands behind an open quotation mark would be a part of it.
  const closed = written(kept.filter(({ isOpen }) => !isOpen))
  return [
    ...closed,
    ...(added ? [printTerm(added)] : []),
    ...written(kept.filter(({ isOpen }) => isOpen)),
  ].join(' ')
}

/** The query without the part that begins there. */
export const withoutPart = (text: string, { from }: Pick<QueryPart, 'from'>): string =>
  rewritten(text, (part) => part.from !== from)

/** The query with this condition in the place of others on the same key, or without it where it had it. */
export function toggleTerm(text: string, term: QueryTerm): string {
  if (hasTerm(text, term)) return rewritten(text, (part) => !part.term || !isSameTerm(part.term, term))
  return rewritten(text, (part) => !part.term?.field || part.term.field !== term.field, term)
}
