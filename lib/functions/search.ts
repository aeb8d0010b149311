import { runtimeOf } from '@/lib/functions/runtime'
import type { FunctionFacts } from '@/lib/functions/schema'

/** What a search looks at of a function URL. */
export interface SearchedUrl {
  qualifier: string
  /** Of its address. */
  id: string
  authType: 'NONE' | 'AWS_IAM'
  /** The kind of its access verdict, where that was read. */
  verdict?: string | undefined
}

/** What is known beside the function itself. */
export interface SearchedBeside {
  /** `undefined` while they are not read. */
  urls: readonly SearchedUrl[] | undefined
  accountName?: string | undefined
}

/** One thing that must hold, for each word that was typed. */
type Term =
  | { kind: 'word'; word: string }
  | { kind: 'address'; id: string }
  | { kind: 'arn'; functionArn: string; qualifier?: string }
  | { kind: 'named'; functionName: string; qualifier: string }
  | { kind: 'auth-type'; authType: SearchedUrl['authType'] }

const ADDRESS = /^(?:https?:\/\/)?([a-z0-9]{20,40})\.lambda-url\./i
const ID = /^[a-z0-9]{32}$/
const ARN = /^(arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+)(?::([\w$-]+))?$/i
const NAMED = /^(?!arn:)([\w-]{1,64}):(\$LATEST|[\w-]+)$/i

export type Terms = readonly Term[]

/** What is looked for: words, and what people paste (addresses, ids, ARNs, `name:alias`, auth types). */
export function termsOf(text: string): Term[] {
  return text
    .replace(/\s+:\s+/g, ':')
    .split(/\s+/)
    .flatMap((typed) => termOf(typed.replace(/^["'<(]+|["'>),;]+$/g, '')) ?? [])
}

function termOf(typed: string): Term | null {
  if (typed === '') return null
  const id = ADDRESS.exec(typed)?.[1]?.toLowerCase() ?? (ID.test(typed) ? typed : undefined)
  if (id !== undefined) return { kind: 'address', id }
  const [, functionArn, qualifier] = ARN.exec(typed) ?? []
  if (functionArn !== undefined)
    return {
      kind: 'arn',
      functionArn: functionArn.toLowerCase(),
      ...(qualifier !== undefined && { qualifier }),
    }
  const [, functionName, alias] = NAMED.exec(typed) ?? []
  if (functionName !== undefined && alias !== undefined)
    return { kind: 'named', functionName: functionName.toLowerCase(), qualifier: alias.toLowerCase() }
  if (typed === 'NONE' || typed.toUpperCase() === 'AWS_IAM')
    return { kind: 'auth-type', authType: typed === 'NONE' ? 'NONE' : 'AWS_IAM' }
  return { kind: 'word', word: typed.toLowerCase() }
}

/** Whether the answer is not known before the URLs of every function are. */
export const asksForUrls = (terms: readonly Term[]) =>
  terms.some(({ kind }) => kind === 'address' || kind === 'auth-type')

/** Whether a function is what is looked for; what is not read yet is not. */
export function isFound(facts: FunctionFacts, terms: readonly Term[], beside: SearchedBeside): boolean {
  return terms.every((term) => holds(facts, term, beside))
}

function holds(facts: FunctionFacts, term: Term, { urls, accountName }: SearchedBeside): boolean {
  switch (term.kind) {
    case 'word':
      return (
        searchedText(facts).includes(term.word) ||
        hasWord(accountName, term.word) ||
        urlWith(urls, term.word) !== undefined
      )
    case 'address':
      return urls?.some(({ id }) => id === term.id) === true
    case 'auth-type':
      return urls?.some(({ authType }) => authType === term.authType) === true
    case 'arn':
      return facts.FunctionArn.toLowerCase() === term.functionArn
    case 'named':
      return (
        facts.functionName.toLowerCase().includes(term.functionName) &&
        (urls === undefined ||
          urls.some(({ qualifier }) => qualifier.toLowerCase().startsWith(term.qualifier)))
      )
  }
}

const hasWord = (text: string | undefined, word: string) => text?.toLowerCase().includes(word) === true

function urlWith(urls: readonly SearchedUrl[] | undefined, word: string): SearchedUrl | undefined {
  return urls?.find(
    ({ qualifier, id }) => qualifier.toLowerCase() === word || id.startsWith(word) || id.endsWith(word),
  )
}

/** Where the row matches, if that does not show by itself: "description", "ARN", "the address of live". */
export function foundIn(
  facts: FunctionFacts,
  terms: readonly Term[],
  { urls, accountName }: SearchedBeside,
): string[] {
  const places = terms.flatMap((term) => {
    if (term.kind === 'address') {
      const url = urls?.find(({ id }) => id === term.id)
      return url ? `the address of ${url.qualifier}` : []
    }
    if (term.kind !== 'word') return []
    if (hasWord(facts.functionName, term.word) || hasWord(accountName, term.word)) return []
    return placeOfWord(facts, term.word, urls) ?? []
  })
  return [...new Set(places)]
}

function placeOfWord(facts: FunctionFacts, word: string, urls: SearchedBeside['urls']): string | undefined {
  if (hasWord(runtimeOf(facts), word) || hasWord(facts.region, word)) return undefined
  if (hasWord(facts.Description, word)) return 'description'
  if (hasWord(facts.FunctionArn, word)) return 'ARN'
  const url = urlWith(urls, word)
  return url && (url.qualifier.toLowerCase() === word ? undefined : `the address of ${url.qualifier}`)
}

/** The function URLs of a row that the search names, which are shown first. */
export function namedUrl(
  terms: readonly Term[],
  { qualifier, id }: Pick<SearchedUrl, 'qualifier' | 'id'>,
): boolean {
  return terms.some((term) => {
    if (term.kind === 'address') return term.id === id
    if (term.kind === 'named') return qualifier.toLowerCase().startsWith(term.qualifier)
    return term.kind === 'arn' && (term.qualifier ?? '$LATEST') === qualifier
  })
}

const searchedTexts = new WeakMap<FunctionFacts, string>()

/** Kept per function: thousands of rows are searched again at every key press. */
function searchedText(facts: FunctionFacts): string {
  const known = searchedTexts.get(facts)
  if (known !== undefined) return known
  const parts = [facts.functionName, facts.Description, runtimeOf(facts), facts.FunctionArn]
  const text = parts.join('\n').toLowerCase()
  searchedTexts.set(facts, text)
  return text
}
