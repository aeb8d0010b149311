import 'server-only'
import { can, type Judgement, scopeOf } from '@/lib/auth/can'
import type { Context } from '@/lib/auth/context'
import { bondOf, mintPermit, type Permit, PermitError } from '@/lib/auth/permit'
import { covers, cutTo, type Resource, resourceText } from '@/lib/auth/resource'
import { needsOf, OPERATIONS, type Operation } from '@/lib/auth/rights'
import { env } from '@/lib/env'
import { notFound } from '@/lib/failures/not-found'
import { type Failure, FailureError, fail } from '@/lib/failures/result'

/**
 * Judges, and gives the permit for exactly this. What the actor may not know of is not there.
 * @throws {FailureError} `signed-out`, `read-only`, `not-allowed`, `proof-needed`, `not-found`
 */
export function permitOf(context: Context, operation: Operation, resource: Resource): Permit {
  const needed = cutTo(needsOf(operation), resource)
  const judgement = judge(context, operation, needed)
  if (context.actor.kind === 'nobody' && judgement !== 'yes')
    throw new FailureError(context.refusal ?? SIGNED_OUT)
  if (judgement === 'read-only') fail('read-only', 'This console is read-only, so it makes no changes.')
  if (judgement === 'proof') fail('proof-needed', 'This takes a fresh proof of who you are.')
  if (judgement === 'not-allowed') throw asRefusal({ operation, resource: needed }, notAllowed(operation))
  // Who may not know of a function is told nothing of its qualifiers either.
  if (judgement === 'no')
    throw asRefusal({ operation, resource: needed }, notFound({ ...needed, qualifier: undefined }))
  return mintPermit({
    context,
    operation,
    resource: needed,
    scope: scopeOf(context.rights),
    isSystem: false,
  })
}

const SIGNED_OUT: Failure = {
  code: 'signed-out',
  message: 'You are not signed in, or your session has ended.',
}

const notAllowed = (operation: Operation) =>
  new FailureError({
    code: 'not-allowed',
    message: 'Your role does not let you do this here.',
    right: { operation, canBeAskedFor: OPERATIONS[operation].canBeAskedFor },
  })

/** That the rights of an actor do not reach: what it was about, for the record. */
interface Refusal {
  operation: Operation
  resource: Resource
}

const REFUSALS = new WeakMap<FailureError, Refusal>()

function asRefusal(refusal: Refusal, error: FailureError): FailureError {
  REFUSALS.set(error, refusal)
  return error
}

/** What was refused, where an error is that: what is really not there is none, though it is told in the same words. */
export const refusalOf = (error: unknown): Refusal | undefined =>
  error instanceof FailureError ? REFUSALS.get(error) : undefined

const judge = (context: Context, operation: Operation, resource: Resource): Judgement =>
  can(context.actor, context.rights, operation, resource, {
    isReadOnly: env().isReadOnly,
    now: context.now().getTime(),
  })

/**
 * A further permit for the same request: who holds one is judged again for what else has to be read or done, around
 * the same resource: in it, or in what it is part of. The console's own permit leads to nothing but its own resource.
 * @throws {PermitError} for something else altogether
 * @throws {FailureError} `read-only`, `not-found`
 */
export function permitWithin(permit: Permit, operation: Operation, resource: Resource): Permit {
  const bond = bondOf(permit)
  const needs = needsOf(operation)
  const needed = needs === 'nothing' && bond.isSystem ? bond.resource : cutTo(needs, resource)
  const isNear = covers(bond.resource, needed) || (!bond.isSystem && covers(needed, bond.resource))
  if (!isNear)
    throw new PermitError(
      `The permit is for ${resourceText(bond.resource)}, not for ${resourceText(needed)}.`,
    )
  if (!bond.isSystem) return permitOf(bond.context, operation, resource)
  return mintPermit({ ...bond, operation, resource: needed, call: undefined })
}

/** Whether the holder of a permit may know of this too: for rows, suggestions and nearest names. */
export function maySee(permit: Permit, operation: Operation, resource: Resource): boolean {
  const { context, isSystem, resource: own } = bondOf(permit)
  const needed = cutTo(needsOf(operation), resource)
  return isSystem ? covers(own, needed) : judge(context, operation, needed) === 'yes'
}
