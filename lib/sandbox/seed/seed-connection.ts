import {
  PRODUCTION,
  SEED_ACCESS_KEY_ID,
  SEED_ACCOUNT_COLORS,
  SEED_ACCOUNT_NAMES,
  SEED_REGIONS,
  SEED_ROLE_ARNS,
  SEED_SECRET_ACCESS_KEY,
} from '@/lib/sandbox/seed/company'

/** What a client of the seeded sandbox has to know. */
export interface SeedConnection {
  port: number
  accessKeyId: string
  secretAccessKey: string
  regions: string[]
  roleArns: string[]
  accountNames: Record<string, string>
  accountColors: Record<string, string>
  productionAccounts: string[]
}

/** How to reach the company in the sandbox that listens on this port. */
export function seedConnection(port: number): SeedConnection {
  return {
    port,
    accessKeyId: SEED_ACCESS_KEY_ID,
    secretAccessKey: SEED_SECRET_ACCESS_KEY,
    regions: [...SEED_REGIONS],
    roleArns: [...SEED_ROLE_ARNS],
    accountNames: { ...SEED_ACCOUNT_NAMES },
    accountColors: { ...SEED_ACCOUNT_COLORS },
    productionAccounts: [PRODUCTION],
  }
}
