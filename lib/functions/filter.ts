import { runtimeOf } from '@/lib/functions/runtime'
import type { FunctionFacts } from '@/lib/functions/schema'
import { asksForUrls, isFound, type SearchedUrl, termsOf } from '@/lib/functions/search'

export const DESCRIPTION_FILTERS = ['with', 'without'] as const
type DescriptionFilter = (typeof DESCRIPTION_FILTERS)[number]

/** By what is known of a function's URLs. */
export const URL_FILTERS = ['with', 'without', 'NONE', 'AWS_IAM', 'public', 'closed', 'depends'] as const
type UrlFilter = (typeof URL_FILTERS)[number]

/** What the list of functions is narrowed to. */
export interface FunctionFilter {
  /** Words, addresses, ids, ARNs, `name:alias` and auth types that must all hold. */
  text: string
  account: string | null
  region: string | null
  runtime: string | null
  description: DescriptionFilter | null
  urls: UrlFilter | null
}

/** What the rows know beside the functions: their URLs as far as they were read, and what accounts are called. */
export interface KnownBeside {
  urlsOf: (facts: FunctionFacts) => readonly SearchedUrl[] | undefined
  accountNames: Readonly<Record<string, string>>
}

const MEANT: Readonly<Record<string, UrlFilter>> = {
  public: 'public',
  closed: 'closed',
  '403': 'closed',
  none: 'NONE',
}

/** The filter that a searched word also names; the search itself looks for the word in names and descriptions. */
export function filterMeantBy({ text, urls }: FunctionFilter): UrlFilter | null {
  const meant = Object.hasOwn(MEANT, text.trim().toLowerCase()) ? MEANT[text.trim().toLowerCase()] : undefined
  return meant === undefined || urls !== null || termsOf(text)[0]?.kind !== 'word' ? null : meant
}

export function isFiltered({ text, account, region, runtime, description, urls }: FunctionFilter): boolean {
  return (
    termsOf(text).length > 0 || [account, region, runtime, description, urls].some((value) => value !== null)
  )
}

/** Whether only the URLs of every function can tell what the filter lets through. */
export const needsUrls = ({ text, urls }: FunctionFilter) => urls !== null || asksForUrls(termsOf(text))

/** Whether it asks who can call the URLs, which is read of those with auth type NONE. */
export const needsVerdicts = ({ urls }: FunctionFilter) =>
  urls === 'public' || urls === 'closed' || urls === 'depends'

/** The functions that the filter lets through, in the order they came; one whose URLs are not read yet is not. */
export function filterFunctions(
  functions: FunctionFacts[],
  filter: FunctionFilter,
  { urlsOf, accountNames }: KnownBeside,
): FunctionFacts[] {
  if (!isFiltered(filter)) return functions
  const terms = termsOf(filter.text)
  return functions.filter(
    (facts) =>
      hasFacts(facts, filter) &&
      hasUrls(urlsOf(facts), filter.urls) &&
      isFound(facts, terms, { urls: urlsOf(facts), accountName: accountNames[facts.account] }),
  )
}

function hasFacts(facts: FunctionFacts, { account, region, runtime, description }: FunctionFilter): boolean {
  if (account !== null && facts.account !== account) return false
  if (region !== null && facts.region !== region) return false
  if (runtime !== null && runtimeOf(facts) !== runtime) return false
  return description === null || (facts.Description.trim() !== '') === (description === 'with')
}

function hasUrls(urls: readonly SearchedUrl[] | undefined, filter: UrlFilter | null): boolean {
  if (filter === null) return true
  if (urls === undefined) return false
  if (filter === 'with' || filter === 'without') return urls.length > 0 === (filter === 'with')
  return urls.some(
    ({ authType, verdict }) =>
      authType === filter || verdict === filter || (filter === 'public' && verdict === 'public-by-policy'),
  )
}

/** The runtimes that occur, for the choice of the filter; a chosen one stays although it no longer occurs. */
export function runtimesOf(functions: FunctionFacts[], chosen: string | null): string[] {
  const runtimes = new Set(functions.map(runtimeOf))
  if (chosen !== null) runtimes.add(chosen)
  return [...runtimes].sort(byText)
}

const collator = new Intl.Collator('en', { numeric: true })
const byText = (one: string, other: string) => collator.compare(one, other)
