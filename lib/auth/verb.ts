import 'server-only'
import type * as z from 'zod/mini'
import type { Context } from '@/lib/auth/context'
import { maySee, permitOf, permitWithin } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import type { Resource } from '@/lib/auth/resource'
import { accessOf, type Operation } from '@/lib/auth/rights'
import { Unjudged } from '@/lib/auth/unjudged'
import { FailureError, invalidInput } from '@/lib/failures/result'

/** What the work of a verb is given. */
export interface VerbCall<Input> {
  permit: Permit
  input: Input
}

/** How one kind of row is judged: the right that it takes to see it, and what it is about. */
interface RowRule<Row> {
  operation: Operation
  resource: (row: Row) => Resource
}

type RowOf<Member> = Member extends Unjudged<infer Row> ? Row : never
type UnjudgedMember<Answer> = Answer extends readonly unknown[]
  ? never
  : Answer extends object
    ? { [Name in keyof Answer]-?: Answer[Name] extends Unjudged<unknown> ? Name : never }[keyof Answer]
    : never
type RowRules<Answer> = { [Name in UnjudgedMember<Answer>]: RowRule<RowOf<Answer[Name]>> }

/** What a verb answers once its rows are judged. */
export type Judged<Answer> = [UnjudgedMember<Answer>] extends [never]
  ? Answer
  : { [Name in keyof Answer]: Answer[Name] extends Unjudged<infer Row> ? Row[] : Answer[Name] }

interface Definition<Schema extends z.ZodMiniType, Answer> {
  /** For the log. */
  name: string
  input: Schema
  /** The right that it takes; where it depends on the input, one for each input. */
  operation: Operation | ((input: z.output<Schema>) => Operation)
  /** What it is about; of this the operation takes as much as it needs. */
  resource: (input: z.output<Schema>) => Resource
  work: (call: VerbCall<z.output<Schema>>) => Promise<Answer>
  /** How each row is judged, by the member of the answer that holds the rows; needed where there are such members. */
  rows?: RowRules<NoInfer<Answer>>
}

/** A verb that answers rows says how each is judged. */
type WithRows<Answer> = [UnjudgedMember<Answer>] extends [never] ? unknown : { rows: object }

interface AnyDefinition extends Omit<Definition<z.ZodMiniType, unknown>, 'rows'> {
  rows?: Record<string, RowRule<unknown>>
}

/** What was made by `verb`, with its definition. */
const DEFINITIONS = new WeakMap<object, AnyDefinition>()

/** Something that can be asked of the console. Doorways take nothing else, and `verb` alone makes one. */
class Verb<Schema extends z.ZodMiniType, Output> {
  readonly #isMade = true

  constructor(definition: AnyDefinition) {
    DEFINITIONS.set(this, definition)
  }

  get name(): string {
    return definitionOf(this).name
  }

  /** What it takes, for the description of the API. */
  get input(): Schema {
    return definitionOf(this).input as unknown as Schema
  }

  /** Whether it may change something. */
  get isWrite(): boolean {
    const { operation } = definitionOf(this)
    return typeof operation === 'function' || accessOf(operation) !== 'read'
  }

  /** Whether a value was made by `verb`. */
  static isMade(value: unknown): boolean {
    return typeof value === 'object' && value !== null && #isMade in value && value.#isMade
  }

  /** As a part of another verb's work: who holds that permit is judged for this one too. @throws {FailureError} */
  within(permit: Permit, input: z.output<Schema>): Promise<Output> {
    const definition = definitionOf(this)
    const own = permitWithin(permit, operationOf(definition, input), definition.resource(input))
    return answerOf(definition, own, input) as Promise<Output>
  }
}

export type { Verb }

/**
 * Makes a verb. Its definition says all that has to be known before it may run: what it takes, which right, of what,
 * and how the rows that it answers are judged.
 */
export function verb<Schema extends z.ZodMiniType, Answer>(
  definition: Definition<Schema, Answer> & WithRows<NoInfer<Answer>>,
): Verb<Schema, Judged<Answer>> {
  return new Verb(definition as unknown as AnyDefinition)
}

/**
 * Parses, judges, works, and judges the rows: the one way in, for the doorways alone (a house rule).
 * @throws {FailureError} `invalid-input`, `read-only`, `not-found` and whatever the work fails with
 */
export async function perform<Schema extends z.ZodMiniType, Output>(
  asked: Verb<Schema, Output>,
  context: Context,
  raw: unknown,
): Promise<Output> {
  const definition = definitionOf(asked)
  const parsed = definition.input.safeParse(raw)
  if (!parsed.success) throw new FailureError(invalidInput(parsed.error))
  const permit = permitOf(context, operationOf(definition, parsed.data), definition.resource(parsed.data))
  return (await answerOf(definition, permit, parsed.data)) as Output
}

/** What a verb does, without parsing and judging: for the test that hands wrong permits to every verb. */
export const workOf = (asked: object): AnyDefinition['work'] => definitionOf(asked).work

function definitionOf(asked: object): AnyDefinition {
  const definition = Verb.isMade(asked) ? DEFINITIONS.get(asked) : undefined
  if (!definition) throw new TypeError('A doorway takes what verb({ … }) made, and nothing else.')
  return definition
}

const operationOf = ({ operation }: AnyDefinition, input: unknown): Operation =>
  typeof operation === 'function' ? operation(input) : operation

async function answerOf({ work, rows }: AnyDefinition, permit: Permit, input: unknown): Promise<unknown> {
  const answer = await work({ permit, input })
  if (!rows || typeof answer !== 'object' || answer === null) return answer
  const judged = Object.entries(answer).map(([name, member]) => [
    name,
    member instanceof Unjudged ? member.judged(visibleBy(permit, rows[name])) : member,
  ])
  return Object.fromEntries(judged)
}

/** Without a rule no row is visible. */
const visibleBy =
  (permit: Permit, rule: RowRule<unknown> | undefined) =>
  (row: unknown): boolean =>
    rule !== undefined && maySee(permit, rule.operation, rule.resource(row))
