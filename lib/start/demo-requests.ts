import { randomUUID } from 'node:crypto'
import { sendForApproval } from '@/lib/approvals/send'
import type { Actor, Context } from '@/lib/auth/context'
import { ALL_RIGHTS } from '@/lib/auth/grants'
import { perform } from '@/lib/auth/verb'
import { preview } from '@/lib/changes/preview'
import { closeDatabase, database } from '@/lib/db/database'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { setProtection } from '@/lib/protection/protect'
import { createState } from '@/lib/sandbox/build'
import { TEAM } from '@/lib/sandbox/oidc/team'
import { seedCompany } from '@/lib/sandbox/seed/seed-company'
import { keepToldPerson } from '@/lib/sessions/person-rows'
import { runProgram } from './program-error'

/** As long as one step may take, with what it reads of the sandbox; in milliseconds. */
const LIMIT = 30_000

/**
 * `demo-requests.ts ISSUER`: what a team has left in the console of the demo before anybody signs in. A function URL that
 * is protected, and a request that waits; both by the console's own verbs, so that the record is whole.
 */
await runProgram(async () => {
  const [issuer = ''] = process.argv.slice(2)
  const [wanted, guarded] = urlsOfShop()
  if (wanted && guarded) {
    const anna = await memberOf('anna', issuer)
    const emil = await memberOf('emil', issuer)
    await perform(setProtection, contextOf(anna), {
      ...guarded,
      reason: 'Partners have this address in their contracts.',
    })
    const request = { kind: 'delete' as const, identity: wanted }
    const plan = await perform(preview, contextOf(emil), request)
    await perform(sendForApproval, contextOf(emil), {
      ...{ requestId: randomUUID(), request: plan.request, planHash: plan.planHash },
      comment: 'The old page is gone since May. Nobody should call this any more.',
    })
  }
  await closeDatabase()
  return 0
})

/** Two function URLs of the shop, which Emil may change. */
function urlsOfShop(): FunctionUrlIdentity[] {
  const state = createState()
  seedCompany(state, Date.now())
  return [...state.accounts.values()]
    .flatMap((account) => [...account.regions.values()])
    .flatMap(({ account, region, functions }) =>
      [...functions.values()]
        .filter(({ tags }) => tags.team === 'shop')
        .flatMap(({ name: functionName, urls, aliases }) =>
          [...urls.keys()]
            .filter((qualifier) => qualifier === '$LATEST' || aliases.has(qualifier))
            .map((qualifier) => ({ account, region, functionName, qualifier })),
        ),
    )
}

/** Somebody of the provider, as they stand in the database once they sign in. */
async function memberOf(sub: string, issuer: string): Promise<Actor> {
  const member = TEAM.find((each) => each.sub === sub)
  if (!member) throw new Error(`Nobody of the team is called ${sub}.`)
  const { name, email, groups } = member
  const told = { issuer, subject: sub, name, email, isEmailVerified: true, groups }
  const { immediately } = await database()
  const { person } = await immediately((transaction) => keepToldPerson(transaction, told, new Date()))
  return { kind: 'person', id: person.id, name: person.name }
}

function contextOf(actor: Actor): Context {
  return {
    actor,
    rights: { ...ALL_RIGHTS, provenAt: Date.now() },
    requestId: randomUUID(),
    signal: AbortSignal.timeout(LIMIT),
    deadline: Date.now() + LIMIT,
    priority: 'person',
    now: () => new Date(),
  }
}
