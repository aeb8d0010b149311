import type { FunctionFacts } from '@/lib/functions/schema'

export const DESCRIPTION_FILTERS = ['with', 'without'] as const
type DescriptionFilter = (typeof DESCRIPTION_FILTERS)[number]

/** What the list of functions is narrowed to: facts of functions only, since their URLs are read row by row. */
export interface FunctionFilter {
  /** Words that must all occur in the name, description, runtime or ARN. */
  text: string
  account: string | null
  region: string | null
  runtime: string | null
  description: DescriptionFilter | null
}

/** What stands for the runtime of a function that brings its own. */
const CONTAINER_IMAGE = 'Container image'
const UNKNOWN_RUNTIME = 'Not known'

/** The runtime as the list shows and filters it; ListFunctions leaves it out for container images. */
export function runtimeOf({ Runtime, PackageType }: FunctionFacts): string {
  return Runtime ?? (PackageType === 'Image' ? CONTAINER_IMAGE : UNKNOWN_RUNTIME)
}

export function isFiltered({ text, account, region, runtime, description }: FunctionFilter): boolean {
  return wordsOf(text).length > 0 || [account, region, runtime, description].some((value) => value !== null)
}

/** The functions that the filter lets through, in the order they came. */
export function filterFunctions(functions: FunctionFacts[], filter: FunctionFilter): FunctionFacts[] {
  if (!isFiltered(filter)) return functions
  const words = wordsOf(filter.text)
  return functions.filter((facts) => hasFacts(facts, filter) && hasWords(facts, words))
}

function hasFacts(facts: FunctionFacts, { account, region, runtime, description }: FunctionFilter): boolean {
  if (account !== null && facts.account !== account) return false
  if (region !== null && facts.region !== region) return false
  if (runtime !== null && runtimeOf(facts) !== runtime) return false
  return description === null || (facts.Description.trim() !== '') === (description === 'with')
}

function hasWords(facts: FunctionFacts, words: string[]): boolean {
  if (words.length === 0) return true
  const text = searchedText(facts)
  return words.every((word) => text.includes(word))
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
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

/** The runtimes that occur, for the choice of the filter; a chosen one stays although it no longer occurs. */
export function runtimesOf(functions: FunctionFacts[], chosen: string | null): string[] {
  const runtimes = new Set(functions.map(runtimeOf))
  if (chosen !== null) runtimes.add(chosen)
  return [...runtimes].sort(byText)
}

const collator = new Intl.Collator('en', { numeric: true })
const byText = (one: string, other: string) => collator.compare(one, other)
