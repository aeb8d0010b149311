import type { SandboxState } from '@/lib/sandbox/state'

const latest = new WeakMap<SandboxState, bigint>()

/**
 * The time as function URL configs carry it: ISO 8601 with nine fractional digits and Z. Within one world a later
 * call gives a later time, also inside one millisecond.
 */
export function nanoTimestamp(state: SandboxState, nowMs: number): string {
  const clock = BigInt(Math.trunc(nowMs)) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n)
  const last = latest.get(state) ?? 0n
  // A clock that a test holds still must not run away: stay within a microsecond of the last time.
  const time = clock > last ? clock : last + 1n
  latest.set(state, time)
  const ms = Number(time / 1_000_000n)
  const fraction = String(time % 1_000_000n).padStart(6, '0')
  return new Date(ms).toISOString().replace('Z', `${fraction}Z`)
}

/** The time as a function's LastModified spells it: `2026-09-15T11:59:39.307+0000`. */
export function functionTimestamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replace('Z', '+0000')
}
