import { wireQualifier } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** Which function and qualifier a call is about, as the API takes it. */
export type QualifiedInput = {
  FunctionName: string
  Qualifier?: string
}

/** The parameters that say so: no Qualifier for the function itself. */
export function qualifiedInput({ functionName, qualifier }: FunctionUrlIdentity): QualifiedInput {
  const Qualifier = wireQualifier(qualifier)
  return { FunctionName: functionName, ...(Qualifier ? { Qualifier } : {}) }
}
