import type { LambdaCall, LambdaInputs } from '@/lib/sandbox/control-plane/lambda-call'
import {
  accessDenied,
  functionNotFound,
  invalidParameterValue,
  resourceNotFound,
} from '@/lib/sandbox/service-error'
import type { FunctionState } from '@/lib/sandbox/state'

/** A function name taken apart, in whichever of its three forms it came. */
export interface FunctionReference {
  region?: string
  account?: string
  name: string
  qualifier?: string
}

const FUNCTION_REFERENCE =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(.+))?$/

/** Reads a name, partial ARN or full ARN, each with or without a qualifier; undefined when it is none of them. */
export function readFunctionReference(text: string): FunctionReference | undefined {
  const match = FUNCTION_REFERENCE.exec(text)
  if (match === null) return undefined
  const [, region, account, name = '', qualifier] = match
  return { region, account, name, qualifier }
}

/** What a call is about. */
export interface FunctionTarget {
  /** Unqualified, also of a function that does not exist. */
  arn: string
  name: string
  qualifier?: string
  /** Undefined when there is no such function. */
  target?: FunctionState
}

type NamedCall = Pick<LambdaCall<keyof LambdaInputs>, 'account' | 'region' | 'caller'> & {
  input: { FunctionName: string; Qualifier?: string }
}

/** Finds what FunctionName and Qualifier name together; throws when they contradict each other or the caller. */
export function functionTarget(call: NamedCall): FunctionTarget {
  const { FunctionName, Qualifier } = call.input
  const reference = readFunctionReference(FunctionName)
  if (reference === undefined) throw functionNotFound(FunctionName)
  const here = call.region.region
  if (reference.region !== undefined && reference.region !== here) {
    throw resourceNotFound(
      `Functions from '${reference.region}' are not reachable in this region ('${here}')`,
    )
  }
  if (reference.account !== undefined && reference.account !== call.account.id) {
    throw accessDenied(
      `User: ${call.caller.principal.arn} is not authorized to access the function of another account: ${FunctionName}`,
    )
  }
  const derived = reference.qualifier
  if (derived !== undefined && Qualifier !== undefined && derived !== Qualifier) throw qualifierMismatch()
  const { name } = reference
  return {
    arn: `arn:aws:lambda:${here}:${call.account.id}:function:${name}`,
    name,
    qualifier: Qualifier ?? derived,
    target: call.region.functions.get(name),
  }
}

const MISMATCH = 'The derived qualifier from the function name does not match the specified qualifier.'

function qualifierMismatch() {
  return invalidParameterValue(MISMATCH)
}

/** Whether an error is the one for `name:x` with Qualifier `y`, which one operation answers in another way. */
export function isQualifierMismatch(error: unknown): boolean {
  return error instanceof Error && error.message === MISMATCH
}

/** The function of a call that needs it to exist; throws `Function not found: <arn>`. */
export function existingFunction(call: NamedCall): FunctionTarget & { target: FunctionState } {
  const found = functionTarget(call)
  const { target } = found
  if (target === undefined) throw functionNotFound(found.arn)
  return { ...found, target }
}
