import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { writeConcurrency, writePolicy, writeUrl } from '@/lib/inventory/index-writes'
import { logLine } from '@/lib/process/log'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * Writes to the index how a change left AWS, so that the table of all URLs shows it as soon as the change has ended.
 * The index is a copy: where it cannot be written the change is none the worse, and the next sweep reads it again.
 */
export async function intoIndex(
  permit: Permit,
  identity: FunctionUrlIdentity,
  state: QualifierState,
): Promise<void> {
  const readAt = permit.context.now().toISOString()
  try {
    await writeUrl(permit, identity, state.config, readAt)
    await writePolicy(permit, identity, state.policy, readAt)
    if (state.concurrency !== undefined) await writeConcurrency(permit, identity, state.concurrency, readAt)
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error)
    logLine({ level: 'warn', event: 'index.not-written', stack })
  }
}
