import 'server-only'
import { assertCovers, bondOf, type Permit, PermitError } from '@/lib/auth/permit'
import type { Resource } from '@/lib/auth/resource'
import { accessOf } from '@/lib/auth/rights'
import type { Use } from '@/lib/aws/clients'
import { LATEST } from '@/lib/identity/qualifier'
import type { Target } from '@/lib/identity/schema'

/** AWS's names: these show something, every other operation changes something. */
const READING = /^(Get|List|Lookup)/

/**
 * How a call goes out that the permit is for. Reading takes a permit to read; a write takes one that was narrowed to
 * this call.
 * @throws {PermitError} when it is for another resource, for reading only, or for another call.
 */
export function permittedUse(permit: Permit, call: string, touched: Resource): Use {
  assertCovers(permit, touched)
  const { operation, call: granted, context } = bondOf(permit)
  const access = accessOf(operation)
  if (READING.test(call)) {
    if (access !== 'read') throw new PermitError(`The permit is for ${operation}, not for reading.`)
    return context.priority
  }
  if (access === 'write' && granted === call) return 'write'
  throw new PermitError(`The permit is for ${granted ?? operation}, not for ${call}.`)
}

/** Operations on one qualifier, which mean $LATEST where none is sent; all others are about the whole function. */
const OF_QUALIFIER =
  /^((Create|Update|Delete|Get)FunctionUrlConfig|GetPolicy|(Add|Remove)Permission|(Get|Put|Delete)ResourcePolicy)$/

interface LambdaParameters {
  FunctionName?: unknown
  Qualifier?: unknown
  Resource?: unknown
  ResourceArn?: unknown
}

/** What a call to Lambda touches, told by the parameters that go out and not by what the caller says of them. */
export function lambdaResource({ account, region }: Target, call: string, input: object): Resource {
  const { FunctionName, Qualifier, Resource, ResourceArn }: LambdaParameters = input
  const arn = ResourceArn ?? Resource
  if (arn === undefined && FunctionName === undefined) return { account, region }
  const named =
    arn === undefined
      ? { account, region, functionName: String(FunctionName), qualifier: qualifierText(Qualifier) }
      : resourceOfArn(String(arn))
  if (named.account !== account || named.region !== region)
    throw new PermitError(`${arn} is not in ${region} of account ${account}.`)
  if (!OF_QUALIFIER.test(call)) return arn === undefined ? { ...named, qualifier: undefined } : named
  return { ...named, qualifier: named.qualifier ?? LATEST }
}

const qualifierText = (value: unknown) => (value === undefined ? undefined : String(value))

/** `arn:aws:lambda:region:account:function:name` with or without a qualifier. */
function resourceOfArn(arn: string): Resource {
  const [, , , region, account, , functionName, qualifier] = arn.split(':')
  return { account, region, functionName, qualifier }
}
