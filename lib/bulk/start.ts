import 'server-only'
import { randomUUID } from 'node:crypto'
import { judgementOn, maySee, permitWithin } from '@/lib/auth/judge'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { isSameForAll, titleOf } from '@/lib/bulk/bulk-kinds'
import { type Item, identityOf, insertBulk, itemsWith, type NewBulk } from '@/lib/bulk/bulk-rows'
import { wakeBulks } from '@/lib/bulk/runner'
import {
  type BulkAction,
  type BulkProgress,
  MAX_ITEMS,
  type StartBulk,
  startBulkSchema,
} from '@/lib/bulk/schema'
import { bulkOf } from '@/lib/bulk/steered-bulk'
import { fail } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { parseQuery } from '@/lib/inventory/query'
import { type SeenUrl, urlsOfKeys, urlsOfQuery } from '@/lib/inventory/selected-urls'
import { tokensIn } from '@/lib/permissions/without-tokens'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { counted } from '@/lib/text/counted'

/** What is to be done, before anything is written. */
interface Chosen {
  action: BulkAction
  selection: string
  items: ChosenItem[]
  follows?: string
}

interface ChosenItem {
  identity: FunctionUrlIdentity
  request?: ChangeRequestInput
  seen?: SeenUrl
}

/**
 * Writes down which function URLs something is to be done to, as they are chosen at this moment, and has each of them
 * planned. Nothing is changed by it: that takes `applyBulk`.
 * @throws FailureError `invalid-input` where there is nothing, or too much.
 */
export const startBulk = verb({
  name: 'startBulk',
  input: startBulkSchema,
  operation: 'bulk:plan',
  resource: () => ({}),
  sight: 'outcome',
  work: async ({ permit, input }) => {
    assertOperation(permit, 'bulk:plan')
    const chosen = await CHOOSE[input.from](permit, input as never)
    const items = chosen.items.filter(({ identity }) => maySee(permit, 'change:plan', identity))
    if (items.length === 0) fail('invalid-input', 'There is no function URL that this could be done to.')
    if (items.length > MAX_ITEMS)
      fail(
        'invalid-input',
        `A bulk change takes at most ${counted(MAX_ITEMS, 'function URL')}. Narrow the search.`,
      )
    const bulkId = randomUUID()
    await insertBulk(permit, newBulk(permit, bulkId, { ...chosen, items }))
    wakeBulks()
    return { bulkId }
  },
})

/** Of whoever may change a part of it what they may not is said; whoever may change nothing plans all, to show it. */
function refusedOf(permit: Permit, { action, items }: Chosen): ReadonlySet<ChosenItem> {
  const operation = action.kind === 'delete' ? 'function-url:delete' : 'change:apply'
  const refused = items.filter(({ identity }) => judgementOn(permit, operation, identity) === 'not-allowed')
  return new Set(refused.length < items.length ? refused : [])
}

const REFUSED = { status: 'refused', label: 'Your role does not let you do this.' } as const

function newBulk(permit: Permit, id: string, chosen: Chosen): NewBulk {
  const { action, selection, items, follows } = chosen
  const refused = refusedOf(permit, chosen)
  return {
    bulk: {
      id,
      title: titleOf(action, items.length),
      action: JSON.stringify(action),
      selection,
      created_at: permit.context.now().toISOString(),
      follows_id: follows ?? null,
    },
    items: items.map((item) => ({ ...rowOf(item), ...(refused.has(item) && REFUSED) })),
  }
}

const rowOf = ({
  identity: { functionName, ...rest },
  request,
  seen,
}: ChosenItem): NewBulk['items'][number] => ({
  ...{
    account: rest.account,
    region: rest.region,
    qualifier: rest.qualifier,
    function_name: functionName,
  },
  request: request ? JSON.stringify(request) : null,
  seen: seen ? JSON.stringify(seen) : null,
})

type Start<From extends StartBulk['from']> = Extract<StartBulk, { from: From }>

/** How each way of choosing finds its items. */
const CHOOSE: { [From in StartBulk['from']]: (permit: Permit, input: Start<From>) => Promise<Chosen> } = {
  rows: async (permit, { action, identities }) => {
    const urls = await urlsOfKeys(inventoryOf(permit), identities)
    return { action, selection: 'Chosen one by one.', items: itemsOf(urls, action) }
  },
  query: async (permit, { action, q, except }) => {
    const [problem] = parseQuery(q).problems
    if (problem) fail('invalid-input', problem.message)
    const out = new Set(except.map(identityKey))
    const urls = await urlsOfQuery(inventoryOf(permit), q, MAX_ITEMS + out.size)
    const kept = urls.filter((url) => !out.has(identityKey(url)))
    const all = q.trim() === '' ? 'Every function URL that was known' : `All that matched “${q.trim()}”`
    const selection = out.size > 0 ? `${all} but ${out.size}.` : `${all}.`
    return { action, selection, items: itemsOf(kept, action) }
  },
  changes: async (_, { title, requests }) => {
    if (tokensIn(requests).length > 0)
      fail('invalid-input', 'A request with an event source token is made on the page of its function URL.')
    const items = requests.map((request) => ({ identity: request.identity, request }))
    return { action: { kind: 'changes', title }, selection: 'Given change by change.', items }
  },
  undo: async (permit, { bulkId }) => {
    const bulk = await bulkOf(permit, bulkId)
    const applied = await itemsWith(reading(permit), bulkId, ['applied'])
    const items = applied.filter(({ can_undo }) => can_undo === 1).map((item) => takingUp('undo', item))
    const title = `Undo “${bulk.title}”`.slice(0, 200)
    const left = applied.length - items.length
    const selection =
      left > 0
        ? `What was applied; ${counted(left, 'change')} cannot be taken back and ${left === 1 ? 'is' : 'are'} not among them.`
        : 'What was applied.'
    return { action: { kind: 'changes', title }, selection, items: items.reverse(), follows: bulkId }
  },
  rest: async (permit, { bulkId }) => {
    const bulk = await bulkOf(permit, bulkId)
    const left = await itemsWith(reading(permit), bulkId, [
      ...(['planned', 'refused', 'waiting', 'failed', 'half-done', 'changed', 'unknown'] as const),
    ])
    const items = left.map((item) =>
      item.status === 'half-done' ? takingUp('finish', item) : again(bulk, item),
    )
    return { action: bulk.action, selection: `What “${bulk.title}” has not done.`, items, follows: bulkId }
  },
}

const inventoryOf = (permit: Permit): Permit => permitWithin(permit, 'inventory:read', {})
const reading = (permit: Permit): Permit => permitWithin(permit, 'bulk:read', {})

const takingUp = (kind: 'undo' | 'finish', item: Item): ChosenItem => ({
  identity: identityOf(item),
  request: { kind, identity: identityOf(item), changeId: item.change_id ?? '' },
})

/** What was brought is brought again; what followed from the state follows from it anew. */
const again = ({ action }: BulkProgress, item: Item): ChosenItem => ({
  identity: identityOf(item),
  ...(action.kind === 'changes' && item.request !== null ? { request: JSON.parse(item.request) } : {}),
})

/** What is done to the function as a whole is done once, however many URLs it has. */
function itemsOf(
  urls: readonly (FunctionUrlIdentity & { seen: SeenUrl })[],
  action: BulkAction,
): ChosenItem[] {
  const items = urls.map(({ seen, ...identity }) => ({ identity, seen }))
  if (action.kind === 'changes' || !isSameForAll(action)) return items
  const ofFunction = new Map<string, ChosenItem>()
  for (const item of items) {
    const { qualifier: _, ...fn } = item.identity
    const key = identityKey(fn)
    if (!ofFunction.has(key)) ofFunction.set(key, item)
  }
  return [...ofFunction.values()]
}
