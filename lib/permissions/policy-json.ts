import type { PolicyDocument } from '@/lib/permissions/policy-document'
import type { Statement } from '@/lib/permissions/schema'
import { STATEMENT_ELEMENTS } from '@/lib/permissions/statement-parts'
import { type JsonProblem, readJson } from '@/lib/text/json-problem'
import { visibleJson } from '@/lib/text/visible-text'

export type PolicyOfJson = { ok: true; document: PolicyDocument } | { ok: false; problems: JsonProblem[] }

/** A policy as indented JSON; characters that nobody sees are escaped. */
export const policyToJson = (document: PolicyDocument) => visibleJson(document)

/**
 * Reads a policy as PutResourcePolicy takes it, by hand and without a schema: its form only. What AWS would refuse in
 * it is judged elsewhere (`policyIssues`).
 */
export function policyOfJson(text: string): PolicyOfJson {
  const read = readJson(text, 'Enter the policy as a JSON object with Version and Statement.')
  if (!read.ok) return read
  const problems = policyProblems(read.value)
  if (problems.length > 0) return { ok: false, problems }
  const { Statement, ...head } = read.value as Omit<PolicyDocument, 'Statement'> & { Statement: unknown }
  return { ok: true, document: { ...head, Statement: [Statement].flat() as Statement[] } }
}

type Members = Record<string, unknown>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function policyProblems(value: unknown): JsonProblem[] {
  if (!isObject(value)) return [{ where: '', message: 'A policy is a JSON object.' }]
  const { Version, Id, Statement, ...others } = value
  const statements = Array.isArray(Statement) ? Statement : [Statement]
  return [
    ...unknownMembers(others, ''),
    ...(Version === '2012-10-17' || Version === '2008-10-17'
      ? []
      : [{ where: 'Version', message: 'Version is "2012-10-17" or "2008-10-17".' }]),
    ...(Id === undefined || typeof Id === 'string' ? [] : [{ where: 'Id', message: 'Id is a text.' }]),
    ...statements.flatMap((each, index) => statementProblems(each, `Statement.${index}`)),
  ]
}

function statementProblems(value: unknown, where: string): JsonProblem[] {
  if (!isObject(value)) return [{ where, message: 'A statement is a JSON object.' }]
  const { Condition, ...members } = value
  const others = Object.fromEntries(
    Object.entries(members).filter(([name]) => !STATEMENT_ELEMENTS.includes(name)),
  )
  const { Sid, Effect } = members
  const texts = ['Action', 'NotAction', 'Resource', 'NotResource'].filter(
    (name) => members[name] !== undefined && !isTexts(members[name]),
  )
  return [
    ...unknownMembers(others, `${where}.`),
    ...(Sid === undefined || typeof Sid === 'string'
      ? []
      : [{ where: `${where}.Sid`, message: 'Sid is a text.' }]),
    ...(Effect === 'Allow' || Effect === 'Deny'
      ? []
      : [{ where: `${where}.Effect`, message: 'Effect is "Allow" or "Deny".' }]),
    ...texts.map((name) => ({ where: `${where}.${name}`, message: `${name} is a text or a list of texts.` })),
    ...conditionProblems(Condition, `${where}.Condition`),
  ]
}

const unknownMembers = (members: Members, where: string): JsonProblem[] =>
  Object.keys(members).map((name) => ({
    where: `${where}${name}`,
    message: 'A policy has no such element.',
  }))

const isTexts = (value: unknown) => [value].flat().every((text) => typeof text === 'string')

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)

function conditionProblems(condition: unknown, where: string): JsonProblem[] {
  if (condition === undefined) return []
  if (!isObject(condition)) return [{ where, message: 'Condition is a JSON object.' }]
  return Object.entries(condition).flatMap(([operator, keys]) => {
    const place = `${where}.${operator}`
    if (!isOperator(operator)) return [{ where: place, message: 'IAM knows no such condition operator.' }]
    if (!isObject(keys)) return [{ where: place, message: 'It holds condition keys with their values.' }]
    return Object.entries(keys)
      .filter(([, values]) => ![values].flat().every(isScalar))
      .map(([key]) => ({ where: `${place}.${key}`, message: 'A value is a text or a list of texts.' }))
  })
}

/** IAM user guide, "IAM JSON policy elements: Condition operators". */
const OPERATOR =
  /^(ForAllValues:|ForAnyValue:)?((String(Not)?(Equals(IgnoreCase)?|Like)|(Numeric|Date)(Not)?Equals|(Numeric|Date)(LessThan|GreaterThan)(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)$/

const isOperator = (name: string) => OPERATOR.test(name)
