import { wireQualifier } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/**
 * The page of a function, or of one of its aliases, in AWS's own console; undefined where the region's console is not
 * known. Who opens it is signed in to one account there, which may be another one.
 */
export function awsConsoleAddress(identity: Omit<FunctionUrlIdentity, 'account'>): string | undefined {
  const { region, functionName, qualifier } = identity
  const origin = originOf(region)
  const alias = wireQualifier(qualifier)
  const path = [functionName, ...(alias ? ['aliases', alias] : [])].map(encodeURIComponent).join('/')
  return origin && `${origin}/lambda/home?region=${region}#/functions/${path}`
}

/** AWS General Reference, "AWS service endpoints": the partitions with a console that the public reaches. */
function originOf(region: string): string | undefined {
  if (/^(us-iso|eu-iso|eusc)/.test(region)) return undefined
  if (region.startsWith('cn-')) return `https://${region}.console.amazonaws.cn`
  if (region.startsWith('us-gov-')) return `https://${region}.console.amazonaws-us-gov.com`
  return `https://${region}.console.aws.amazon.com`
}
