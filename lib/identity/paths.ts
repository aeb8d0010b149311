import type { z } from 'zod'
import type { Result } from '@/lib/failures/result'
import { failed, ok } from '@/lib/failures/result'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

/**
 * Reads an address's segments back (Next hands them over still percent-encoded).
 * A malformed one is `invalid-input` whose issues name the part.
 */
export function identityOfParams<T extends z.ZodType>(
  schema: T,
  params: Record<string, string | undefined>,
): Result<z.infer<T>> {
  const decoded: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(params)) decoded[name] = decodeSegment(value)
  const parsed = schema.safeParse(decoded)
  if (parsed.success) return ok(parsed.data)
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return failed({ code: 'invalid-input', message: 'This address is malformed.', issues })
}

function decodeSegment(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The console's address of a function. */
export function functionPath({ account, region, functionName }: FunctionIdentity): string {
  return `/functions/${account}/${region}/${encodeURIComponent(functionName)}`
}

export type FunctionUrlTab = 'cors' | 'access' | 'try' | 'code' | 'activity' | 'edit'

/** The console's address of a function URL, or of one of its tabs. */
export function functionUrlPath(identity: FunctionUrlIdentity, tab?: FunctionUrlTab): string {
  const path = `${functionPath(identity)}/urls/${encodeURIComponent(identity.qualifier)}`
  return tab ? `${path}/${tab}` : path
}
