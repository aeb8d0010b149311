import { nearestOf } from '@/lib/text/nearest'

/** The words before a colon; every other word is looked for in function, alias, address and origin. */
export const QUERY_FIELDS = [
  'is',
  'auth',
  'cors',
  'mode',
  'account',
  'region',
  'origin',
  'qualifier',
  'runtime',
] as const
export type QueryField = (typeof QUERY_FIELDS)[number]

/** One condition of a query; all of them must hold. */
export interface QueryTerm {
  /** `null`: a free word. */
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

export interface ParsedQuery {
  terms: QueryTerm[]
  problems: QueryProblem[]
}

/** The values of fields that take a few only, as AWS or this console calls them. */
export const QUERY_VALUES: Partial<Record<QueryField, readonly string[]>> = {
  is: ['public', 'conditional', 'any-account', 'unreachable', 'unknown', 'iam', 'throttled', 'alias-deleted'],
  auth: ['NONE', 'AWS_IAM'],
  cors: ['none', 'any-origin', 'credentials'],
  mode: ['buffered', 'stream'],
}

/** A minus, a field, and a value in quotes or up to the next space. */
const TOKEN =
  /(?<=^|\s)(?<minus>-?)(?:(?<field>[a-z]+):(?!\/\/))?(?:"(?<quoted>(?:[^"\\]|\\.)*)"(?=\s|$)|(?<bare>\S+|(?<=:)))/gsu

/**
 * Reads a query: `is:public -auth:AWS_IAM origin:*.example.com "two words"`. It never fails; what cannot be meant is
 * a problem at its place, and the rest of the query holds.
 */
export function parseQuery(text: string): ParsedQuery {
  const terms: QueryTerm[] = []
  const problems: QueryProblem[] = []
  for (const match of text.matchAll(TOKEN)) {
    const term = termOf(match.groups ?? {})
    const message = problemOf(match.groups ?? {}, term)
    if (message) problems.push({ from: match.index, to: match.index + match[0].length, message })
    else terms.push(term)
  }
  return { terms, problems }
}

type Groups = Record<string, string | undefined>

function termOf({ minus, field, quoted, bare }: Groups): QueryTerm {
  const value = quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/gsu, '$1')
  const known = QUERY_FIELDS.find((each) => each === field) ?? null
  return { field: known, value, isNegated: minus === '-' }
}

function problemOf({ field: written, bare }: Groups, { field, value }: QueryTerm): string | undefined {
  if (written !== undefined && field === null) {
    const nearest = nearestOf(written, [...QUERY_FIELDS])
    const advice = nearest ? `write ${nearest}:` : `there are ${QUERY_FIELDS.join(':, ')}:`
    return `There is no ${written}: here; ${advice}, or put quotes around it to look for the text.`
  }
  const values = field ? QUERY_VALUES[field] : undefined
  if (bare === '' && !values) return `Write behind ${field}: what to look for.`
  if (!values || values.some((each) => each.toLowerCase() === value.toLowerCase())) return undefined
  return `${field}: is one of ${values.join(', ')}.`
}

/** Free words that would be read as something else without quotes. */
const MISREAD = /^-|^[a-z]+:(?!\/\/)/u

function printValue({ field, value }: QueryTerm): string {
  const isPlain = value !== '' && !/[\s"\\]/u.test(value) && (field !== null || !MISREAD.test(value))
  return isPlain ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`
}

/** A query as it is typed; what `parseQuery` reads again as the same terms. */
export function printQuery(terms: readonly QueryTerm[]): string {
  return terms
    .map((term) => `${term.isNegated ? '-' : ''}${term.field ? `${term.field}:` : ''}${printValue(term)}`)
    .join(' ')
}

const isSameTerm = (a: QueryTerm, b: QueryTerm) =>
  a.field === b.field && a.isNegated === b.isNegated && a.value.toLowerCase() === b.value.toLowerCase()

/** Whether a query asks for exactly this. */
export const hasTerm = (text: string, term: QueryTerm): boolean =>
  parseQuery(text).terms.some((each) => isSameTerm(each, term))

/** The query with this condition in the place of others on the same field, or without it where it had it. */
export function toggleTerm(text: string, term: QueryTerm): string {
  const { terms } = parseQuery(text)
  const others = terms.filter(({ field }) => field === null || field !== term.field)
  return printQuery(hasTerm(text, term) ? terms.filter((each) => !isSameTerm(each, term)) : [...others, term])
}
