import { addAccount, addCredential, regionOf } from '@/lib/sandbox/build'
import {
  ORGANIZATION_ID,
  PARTNERS,
  PRODUCTION,
  SEED_ACCESS_KEY_ID,
  SEED_ACCOUNT_NAMES,
  SEED_OPERATOR_ARN,
  SEED_ROLE_NAME,
  SEED_SECRET_ACCESS_KEY,
} from '@/lib/sandbox/seed/company'
import { COMPANY_PLAN } from '@/lib/sandbox/seed/company-plan'
import { seedFunction } from '@/lib/sandbox/seed/seed-function'
import type { AccountState, SandboxState } from '@/lib/sandbox/state'

// One believable gap: nobody gave the console's role in the partners account the right to read metrics.
const DENIED_IN_PARTNERS = ['cloudwatch:GetMetricData']

function seedAccount(state: SandboxState, id: string, name: string): AccountState {
  const managesOrganization = id === PRODUCTION
  const account = addAccount(state, { id, name, organizationId: ORGANIZATION_ID, managesOrganization })
  if (id === PRODUCTION) return account
  account.roles.set(SEED_ROLE_NAME, {
    denied: new Set(id === PARTNERS ? DENIED_IN_PARTNERS : []),
    trusted: ({ arn }) => arn === SEED_OPERATOR_ARN,
  })
  return account
}

/** The company's three accounts with nothing in them, and the operator's keys. */
export function seedAccounts(state: SandboxState): void {
  for (const [id, name] of Object.entries(SEED_ACCOUNT_NAMES)) seedAccount(state, id, name)
  addCredential(state, {
    account: PRODUCTION,
    accessKeyId: SEED_ACCESS_KEY_ID,
    secretAccessKey: SEED_SECRET_ACCESS_KEY,
    arn: SEED_OPERATOR_ARN,
    userId: 'AIDASANDBOXOPERATOR01',
  })
}

/**
 * Fills an empty world with a company: three accounts, their functions, URLs, policies and a month of traffic
 * before `now` (milliseconds since the epoch), and the operator's keys. The same `now` gives the same company.
 */
export function seedCompany(state: SandboxState, now: number): void {
  seedAccounts(state)
  for (const { account, region, functions } of COMPANY_PLAN) {
    const owner = state.accounts.get(account)
    if (owner === undefined) throw new Error(`The company has no account ${account}.`)
    const byName = functions.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    for (const plan of byName) seedFunction(state, regionOf(owner, region), plan, now)
  }
}
