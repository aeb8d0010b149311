import type { Scope, ScopePart } from '@/lib/auth/scope'
import { listedOr } from '@/lib/text/listed'

/** What a scope holds, in words: `account 111122223333, functions shop-*`. */
export const scopeWords = (scope: Scope): string =>
  scope === 'everything' ? 'everything' : scope.map(partWords).join('; or ')

function partWords({ accounts, regions, functionNames, tags }: ScopePart): string {
  const words = [
    wordsOf('account', accounts),
    wordsOf('region', regions),
    wordsOf('function', functionNames),
    wordsOf(
      'tag',
      tags?.map(({ key, value }) => `${key}=${value}`),
    ),
  ]
  return words.filter(Boolean).join(', ') || 'everything'
}

const wordsOf = (kind: string, names: readonly string[] | undefined) =>
  names && `${kind}${names.length === 1 ? '' : 's'} ${listedOr(names)}`
