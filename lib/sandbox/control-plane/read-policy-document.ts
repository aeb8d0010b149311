import type { PolicyPlace } from '@/lib/sandbox/control-plane/policy-place'
import {
  invalidPrincipal,
  PRINCIPAL_ARN,
  SERVICE_PRINCIPAL,
} from '@/lib/sandbox/control-plane/policy-principal'
import { isConditionOperator } from '@/lib/sandbox/data-plane/policy/match-condition'
import { invalidParameterValue, type ServiceError } from '@/lib/sandbox/service-error'
import type { PolicyHead, WireStatement } from '@/lib/sandbox/state'

type Json = Record<string, unknown>

/**
 * A policy as PutResourcePolicy takes it: an IAM policy document about one function, version or alias. What Lambda
 * says about a bad one was not recorded beyond the documented InvalidParameterValueException, so the texts are ours,
 * and where the grammar leaves a choice (a missing Version, no statement) the document is refused.
 * Source: IAM user guide, "Grammar of the IAM JSON policy language"; Lambda developer guide, "Working with
 * resource-based policies in Lambda".
 */
export function readPolicyDocument(
  text: string,
  place: PolicyPlace,
): { head: PolicyHead; statements: WireStatement[] } {
  const { Version, Id, Statement } = membersOf(parsed(text), ['Version', 'Id', 'Statement'], 'The policy')
  if (Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw malformed('Version must be 2012-10-17 or 2008-10-17')
  }
  if (Id !== undefined && typeof Id !== 'string') throw malformed('Id must be a text')
  const statements = asList(Statement).map((statement) => readStatement(statement, place))
  if (statements.length === 0) throw malformed('Statement must not be empty')
  checkSids(statements)
  return { head: { Version, ...(Id !== undefined && { Id }) }, statements }
}

function malformed(why: string): ServiceError {
  return invalidParameterValue(`The provided policy document was invalid: ${why}.`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('it is not JSON')
  }
}

function membersOf(value: unknown, known: readonly string[], what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(`${what} must be an object`)
  }
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) throw malformed(`${what} has an element ${unknown}`)
  return value as Json
}

/** One thing stands for a list of it, throughout the grammar. */
function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]

function readStatement(value: unknown, place: PolicyPlace): WireStatement {
  const statement = membersOf(value, ELEMENTS, 'A statement')
  const { Sid, Effect, Condition } = statement
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed('Effect must be Allow or Deny')
  if (Sid !== undefined && !(typeof Sid === 'string' && SID.test(Sid))) throw malformed('Sid is not one')
  checkPrincipal(statement)
  checkTexts(oneOf(statement, 'Action', 'NotAction'), 'Action', (action) => ACTION.test(action))
  if (statement.NotResource !== undefined) throw malformed('NotResource is not supported')
  checkTexts(statement.Resource, 'Resource', (resource) => isAbout(resource, place))
  // The order of the members stays as it was sent.
  const read = Condition === undefined ? statement : { ...statement, Condition: readCondition(Condition) }
  return read as unknown as WireStatement
}

/** As AddPermission's StatementId, with the full stop of the newer model. */
const SID = /^[a-zA-Z0-9-_.]{1,100}$/
const ACTION = /^(\*|lambda:[a-zA-Z*?]+)$/i

function oneOf(statement: Json, name: string, negated: string): unknown {
  if ((statement[name] === undefined) === (statement[negated] === undefined)) {
    throw malformed(`A statement must have either ${name} or ${negated}`)
  }
  return statement[name] ?? statement[negated]
}

function checkTexts(value: unknown, name: string, isValid: (text: string) => boolean): void {
  const texts = asList(value)
  const areValid = texts.every((text) => typeof text === 'string' && isValid(text))
  if (texts.length === 0 || !areValid) throw malformed(`${name} must name what this policy is about`)
}

/** A policy speaks of what it hangs on; a star may stand for all versions and aliases of the function. */
function isAbout(resource: string, { arn, target }: PolicyPlace): boolean {
  return resource === arn || resource === `${target.arn}:*`
}

function checkPrincipal(statement: Json): void {
  const principal = oneOf(statement, 'Principal', 'NotPrincipal')
  // Source: IAM user guide, "AWS JSON policy elements: NotPrincipal": with Allow it is not supported.
  if (statement.NotPrincipal !== undefined && statement.Effect === 'Allow') {
    throw malformed('NotPrincipal must be used with Deny')
  }
  if (principal === '*') return
  if (typeof principal !== 'object' || principal === null || Array.isArray(principal))
    throw invalidPrincipal()
  const kinds = Object.entries(principal)
  if (kinds.length === 0 || !kinds.every(([kind, names]) => areNames(kind, names))) throw invalidPrincipal()
}

const PRINCIPALS: Readonly<Record<string, (name: string) => boolean>> = {
  AWS: (name) => name === '*' || /^\d{12}$/.test(name) || PRINCIPAL_ARN.test(name),
  Service: (name) => SERVICE_PRINCIPAL.test(name),
  Federated: (name) => name !== '',
  CanonicalUser: (name) => /^[0-9a-f]{64}$/.test(name),
}

function areNames(kind: string, names: unknown): boolean {
  const isName = Object.hasOwn(PRINCIPALS, kind) ? PRINCIPALS[kind] : undefined
  const all = asList(names)
  return (
    isName !== undefined && all.length > 0 && all.every((name) => typeof name === 'string' && isName(name))
  )
}

function readCondition(value: unknown): NonNullable<WireStatement['Condition']> {
  const operators = Object.entries(membersOf(value, Object.keys(Object(value)), 'Condition'))
  return Object.fromEntries(
    operators.map(([operator, keys]) => {
      if (!isConditionOperator(operator)) throw malformed(`Condition has an operator ${operator}`)
      return [operator, readKeys(operator, keys)]
    }),
  )
}

function readKeys(operator: string, value: unknown): Record<string, string | string[]> {
  const keys = Object.entries(membersOf(value, Object.keys(Object(value)), operator))
  if (keys.length === 0) throw malformed(`${operator} must name a key`)
  return Object.fromEntries(
    keys.map(([key, values]) => {
      if (!CONDITION_KEY.test(key)) throw malformed(`Condition has a key ${key}`)
      return [key, Array.isArray(values) ? values.map(asText) : asText(values)]
    }),
  )
}

const CONDITION_KEY = /^[a-zA-Z0-9-]+:[a-zA-Z0-9-_./${}]+$/

/** The grammar has numbers and booleans too; AddPermission keeps both as texts. */
function asText(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw malformed('A value in a Condition must be a text')
  }
  return String(value)
}

function checkSids(statements: readonly WireStatement[]): void {
  const sids = statements.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]))
  if (new Set(sids).size < sids.length) throw malformed('The Sids must be unique')
}
