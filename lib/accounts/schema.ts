import * as z from 'zod/mini'
import { type AccountTarget, accountTargetSchema } from '@/lib/identity/account-target'
import { accountSchema } from '@/lib/identity/schema'

/** An account with where it comes from and who entered it. */
export interface ListedAccount extends AccountTarget {
  /** `page`: it can be changed here; the others are changed where the console is started. */
  from: 'environment' | 'file' | 'page'
  changedAt?: string
  changedBy?: string
}

/** Everything that the page of accounts shows. */
export interface AccountsView {
  accounts: ListedAccount[]
  /** Of this installation; a new account is asked with it. */
  externalId: string
  /** Whom the roles have to trust, as IAM names it; absent: the console's own credentials do not work now. */
  principal?: string
  /** The regions of the environment, which a new account starts with. */
  regions: string[]
  mayManage: boolean
  isReadOnly: boolean
}

export const accountInputSchema = accountTargetSchema
export const removeAccountSchema = z.strictObject({ account: accountSchema })

/** What one part of a test came to; `unknown`: it could not be asked. */
export type CheckOutcome = 'ok' | 'warning' | 'failed' | 'unknown'

/** One part of the test of an account. */
export interface AccountCheck {
  id: 'credentials' | 'role' | 'external-id' | 'person' | 'region'
  title: string
  outcome: CheckOutcome
  /** Whole sentences. */
  says: string[]
  /** A statement that mends it, as JSON, and where it belongs. */
  cure?: { where: string; statement: string }
}

/** What a test of an account came to, part by part. */
export interface AccountTest {
  /** As whom the console was there. */
  principal?: string
  checks: AccountCheck[]
}
