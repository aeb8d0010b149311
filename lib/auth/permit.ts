import 'server-only'
import type { Context } from '@/lib/auth/context'
import { covers, type Resource, resourceText } from '@/lib/auth/resource'
import type { Operation } from '@/lib/auth/rights'
import type { Scope } from '@/lib/auth/scope'
import { KnownError } from '@/lib/failures/known-error'

/** What a permit is bound to. */
export interface Bond {
  context: Context
  operation: Operation
  resource: Resource
  /** What the actor may know of: a condition of every query that answers rows. */
  scope: Scope
  /** Held by the console itself: for recovery, and for a change that was accepted. */
  isSystem: boolean
  /** The one AWS operation that it lets be called, for a permit to write. */
  call?: string
}

/** Nobody outside this file has it, so nobody outside makes a permit. */
const KEY = Symbol('permit')

/**
 * That one actor may do one operation to one resource, within one request. Everything that reaches AWS, a function
 * URL or the journal takes one and compares what it is about to do with it. There is no other way to get one than
 * to be judged.
 */
class Permit {
  readonly #bond: Bond

  constructor(key: symbol, bond: Bond) {
    if (key !== KEY) throw new PermitError('Permits are made by lib/auth alone.')
    this.#bond = bond
    Object.freeze(this)
  }

  /** The bond of a real permit. What only looks like one has none, whatever its members say. */
  static bondOf(value: unknown): Bond {
    if (typeof value === 'object' && value !== null && #bond in value) return value.#bond
    throw new PermitError('This is no permit.')
  }

  get context(): Context {
    return this.#bond.context
  }

  get actor(): Context['actor'] {
    return this.#bond.context.actor
  }
}

export type { Permit }

/** The code used a permit for what it was not given for: a mistake of ours, never of who asks. */
export class PermitError extends KnownError {
  static override readonly errorName = 'PermitError'
}

/** Makes a permit. For lib/auth alone, after judging (a house rule). */
export const mintPermit = (bond: Bond): Permit => new Permit(KEY, bond)

/** What a permit is bound to. @throws {PermitError} for what is no permit. */
export const bondOf = (permit: Permit): Bond => Permit.bondOf(permit)

/** @throws {PermitError} when the permit is for another resource than the one that is about to be touched. */
export function assertCovers(permit: Permit, touched: Resource): void {
  const { operation, resource } = bondOf(permit)
  if (!covers(resource, touched) || resourceText(resource) === 'nothing')
    throw new PermitError(
      `The permit is for ${operation} on ${resourceText(resource)}, not for ${resourceText(touched)}.`,
    )
}

/** @throws {PermitError} when the permit is for none of these operations. */
export function assertOperation(permit: Permit, ...operations: Operation[]): void {
  const { operation } = bondOf(permit)
  if (!operations.includes(operation))
    throw new PermitError(`The permit is for ${operation}, not for ${operations.join(' or ')}.`)
}

/** The same permit for a part of its resource, or for one AWS call only. @throws {PermitError} when that is more. */
export function narrowed(permit: Permit, to: { resource?: Resource; call?: string }): Permit {
  const bond = bondOf(permit)
  const { resource = bond.resource, call = bond.call } = to
  if (!covers(bond.resource, resource) || (bond.call !== undefined && call !== bond.call))
    throw new PermitError('A permit is narrowed, never widened.')
  return mintPermit({ ...bond, resource, call })
}

/** The same permit for what nobody should wait behind: background work, ended by this signal too. */
export function inBackground(permit: Permit, signal: AbortSignal): Permit {
  const bond = bondOf(permit)
  const both = AbortSignal.any([bond.context.signal, signal])
  return mintPermit({ ...bond, context: { ...bond.context, priority: 'background', signal: both } })
}
