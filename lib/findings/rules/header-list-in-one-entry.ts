import { applyEveryFix } from '@/lib/cors/value/fix-all'
import { diagnoseHeaderName, headerNameKey } from '@/lib/cors/value/header-name'
import { corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'
import { corsRule } from '@/lib/findings/cors-rule'
import { ABSENT, found } from '@/lib/findings/rule'
import { shownValue } from '@/lib/permissions/shown-value'
import { listed } from '@/lib/text/listed'

const LISTS = ['AllowHeaders', 'ExposeHeaders'] as const
const isSeveral = (name: string) => diagnoseHeaderName(name)?.problem === 'several'

export const headerListInOneEntry = corsRule({
  id: 'header-list-in-one-entry',
  severity: 'medium',
  title: 'Several header names in one entry',
  why: 'AWS stores the entry as one name, which no header has. Browsers are refused the headers that it was meant to allow.',
  remedy: 'Give each header an entry of its own.',
  cannotKnow: 'Which of the headers pages really send.',
  documentation: 'cors',
  evidence: (cors) => {
    const entries = LISTS.flatMap((member) => (cors[member] ?? []).filter(isSeveral))
    return entries.length > 0 ? found(`One entry each: ${listed(entries.map(shownValue))}.`) : ABSENT
  },
  mended: (cors) => ({ label: 'Review splitting it', cors: { ...cors, ...splitIn(cors) } }),
  advice: 'Split it on the CORS tab.',
})

function splitIn(cors: Cors): Pick<Cors, 'AllowHeaders' | 'ExposeHeaders'> {
  const issues = corsIssues(cors)
  const lists = LISTS.flatMap((member) => {
    const list = cors[member]
    const own = issues.filter(({ path }) => path[0] === member)
    return list === undefined ? [] : [[member, applyEveryFix(list, own, headerNameKey)] as const]
  })
  return Object.fromEntries(lists)
}
