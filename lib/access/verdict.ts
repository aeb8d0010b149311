import type { Trilean } from '@/lib/access/trilean'

export type VerdictKind =
  | 'no-url'
  | 'unknown'
  | 'public'
  /** The policy lets everyone in; whether the call then runs could not be read. */
  | 'public-by-policy'
  | 'depends'
  | 'closed'
  | 'alias-deleted'
  | 'throttled'
  | 'iam'
  | 'any-account'
  | 'any-account-by-policy'

export interface AccessVerdict {
  kind: VerdictKind
  /** Whether a request without credentials reaches the function. */
  unsigned: Trilean | 'unknown'
  /** Only lambda:InvokeFunction is in the way: an account that AWS still exempts would let the request through. */
  mayBeExempt: boolean
  /** Whole sentences, the first the most telling. */
  reasons: string[]
}

/** What is known of the exemption, and no more. */
export const EXEMPTION =
  'Accounts that used function URLs before October 2025 were exempt from the second permission until 1 November 2026. Whether AWS still exempts any is not known, so grant both.'
