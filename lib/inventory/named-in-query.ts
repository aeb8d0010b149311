import 'server-only'
import { bondOf, type Permit } from '@/lib/auth/permit'
import { countInSight } from '@/lib/inventory/index-rows'
import { parseQuery, type QueryTerm } from '@/lib/inventory/query'
import type { QueryField } from '@/lib/inventory/query-keys'

/** Keys whose values are the same for everybody: the others, and free words, name something of somebody's. */
const COMMON: readonly QueryField[] = [
  'is',
  'auth',
  'cors',
  'mode',
  'runtime',
  'requests30d',
  'severity',
  'finding',
  'modified',
  'read',
]

const isName = ({ field }: QueryTerm): boolean => field === null || !COMMON.includes(field)

/**
 * Whether every name in a query is of something that the permit's holder may know of: it finds at least one function
 * URL in their sight, also where the query leaves it out.
 */
export async function namesWhatIsSeen(permit: Permit, q: string): Promise<boolean> {
  if (bondOf(permit).scope === 'everything') return true
  const names = parseQuery(q).terms.filter(isName)
  const counts = await Promise.all(names.map((term) => countInSight(permit, [{ ...term, isNegated: false }])))
  return counts.every((count) => count > 0)
}
