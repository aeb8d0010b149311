import { functionUrlName } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** What a generated file is about, in one line. */
export function sourceTitle(identity: FunctionUrlIdentity): string {
  return `Function URL of ${functionUrlName(identity)} in account ${identity.account}, ${identity.region}.`
}
