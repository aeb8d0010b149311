import type { ScopePart, Tag } from '@/lib/auth/scope'

/** What is typed into the form for a new token. */
export interface TokenForm {
  name: string
  days: string
  reach: 'everything' | 'part'
  accounts: string[]
  regions: string[]
  functionNames: string[]
  /** `key=value` each. */
  tags: string[]
}

/** The form as `makeToken` takes it; its schema judges what is wrong with it. */
export function inputOf({ name, days, reach, accounts, regions, functionNames, tags }: TokenForm) {
  const part = {
    ...(accounts.length > 0 && { accounts }),
    ...(regions.length > 0 && { regions }),
    ...(functionNames.length > 0 && { functionNames }),
    ...(tags.length > 0 && { tags: tags.map(tagOf) }),
  } satisfies ScopePart
  return { name, days: Number(days), scope: reach === 'everything' ? ('everything' as const) : [part] }
}

/** A value may hold a `=`, a key before it does not. */
function tagOf(text: string): Tag {
  const at = text.indexOf('=')
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) }
}
