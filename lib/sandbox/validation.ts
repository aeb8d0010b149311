import type { InputRules, Shape } from '@/lib/sandbox/constraints'
import { ServiceError, validationFailed } from '@/lib/sandbox/service-error'

// `'qualifier'`, `'cors.allowMethods'`: AWS names members in lower camel case.
function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function quote(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value)
}

function violation(value: unknown, path: string, constraint: string): string {
  return `Value '${quote(value)}' at '${path}' failed to satisfy constraint: ${constraint}`
}

function wrongType(path: string): ServiceError {
  return new ServiceError(400, 'SerializationException', {
    message: `Unexpected type of value at '${path}'.`,
  })
}

const patterns = new Map<string, RegExp>()

function isFullMatch(pattern: string, value: string): boolean {
  const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`)
  patterns.set(pattern, known)
  return known.test(value)
}

type StringShape = Extract<Shape, { type: 'string' }>

function brokenTextRules(value: string, shape: StringShape): string[] {
  const { min = 0, max, pattern } = shape
  const broken: string[] = []
  if (max !== undefined && value.length > max) {
    broken.push(`Member must have length less than or equal to ${max}`)
  }
  if (value.length < min) broken.push(`Member must have length greater than or equal to ${min}`)
  if (pattern !== undefined && !isFullMatch(pattern, value)) {
    broken.push(`Member must satisfy regular expression pattern: ${pattern}`)
  }
  return broken
}

function brokenNumberRules(value: number, shape: { min?: number; max?: number }): string[] {
  const broken: string[] = []
  if (shape.max !== undefined && value > shape.max) {
    broken.push(`Member must have value less than or equal to ${shape.max}`)
  }
  if (shape.min !== undefined && value < shape.min) {
    broken.push(`Member must have value greater than or equal to ${shape.min}`)
  }
  return broken
}

/** Every rule of a list's member in one sentence: AWS quotes the whole list and the whole set, whatever was broken. */
function memberRules(shape: Shape): string {
  const rules: string[] = []
  if (shape.type === 'string') {
    if (shape.max !== undefined) rules.push(`Member must have length less than or equal to ${shape.max}`)
    if (shape.min !== undefined) rules.push(`Member must have length greater than or equal to ${shape.min}`)
    if (shape.pattern !== undefined) {
      rules.push(`Member must satisfy regular expression pattern: ${shape.pattern}`)
    }
  }
  if (shape.type === 'enum') rules.push(`Member must satisfy enum value set: [${shape.values.join(', ')}]`)
  return `Member must satisfy constraint: [${[...rules, 'Member must not be null'].join(', ')}]`
}

function checkList(value: unknown, shape: Extract<Shape, { type: 'list' }>, path: string): string[] {
  if (!Array.isArray(value)) throw wrongType(path)
  const { max, member } = shape
  const found: string[] = []
  if (max !== undefined && value.length > max) {
    found.push(violation(value, path, `Member must have length less than or equal to ${max}`))
  }
  const isBroken = value.some((item) => item === null || check(item, member, path).length > 0)
  if (isBroken) found.push(violation(value, path, memberRules(member)))
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkMembers(value: unknown, shape: Shape, path: string): string[] {
  if (!isRecord(value)) throw wrongType(path)
  if (shape.type === 'map') {
    return Object.entries(value).flatMap(([key, item]) => check(item, shape.value, `${path}.${key}`))
  }
  const members = shape.type === 'structure' ? Object.entries(shape.members) : []
  return members.flatMap(([name, member]) => check(value[name], member, `${path}.${memberName(name)}`))
}

function check(value: unknown, shape: Shape, path: string): string[] {
  if (value === undefined || value === null) return []
  switch (shape.type) {
    case 'string':
      if (typeof value !== 'string') throw wrongType(path)
      return brokenTextRules(value, shape).map((rule) => violation(value, path, rule))
    case 'enum': {
      if (typeof value !== 'string') throw wrongType(path)
      if (shape.values.includes(value)) return []
      return [violation(value, path, `Member must satisfy enum value set: [${shape.values.join(', ')}]`)]
    }
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || Number.isNaN(value)) throw wrongType(path)
      if (shape.type === 'integer' && !Number.isInteger(value)) throw wrongType(path)
      return brokenNumberRules(value, shape).map((rule) => violation(value, path, rule))
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path)
      return []
    case 'list':
      return checkList(value, shape, path)
    default:
      return checkMembers(value, shape, path)
  }
}

/** The sentence for a required member that was not sent. */
export function missingMember(name: string): string {
  return `Value null at '${memberName(name)}' failed to satisfy constraint: Member must not be null`
}

/**
 * Checks an operation's input against the model; throws ValidationException with every violation in one message,
 * and SerializationException for a value of the wrong JSON type.
 */
export function validateInput(input: Readonly<Record<string, unknown>>, rules: InputRules): void {
  const violations = Object.entries(rules).flatMap(([name, rule]) => {
    const value = input[name]
    if (value === undefined || value === null) return rule.isRequired ? [missingMember(name)] : []
    return check(value, rule.shape, memberName(name))
  })
  if (violations.length > 0) throw validationFailed(violations)
}
