import { backgroundFunctions } from '@/lib/sandbox/seed/background-functions'
import { FRANKFURT, IRELAND, PARTNERS, PRODUCTION, STAGING, VIRGINIA } from '@/lib/sandbox/seed/company'
import type { RegionPlan } from '@/lib/sandbox/seed/function-plan'
import { PRODUCTION_IRELAND, PRODUCTION_VIRGINIA } from '@/lib/sandbox/seed/other-regions'
import { PARTNERS_FRANKFURT, PARTNERS_IRELAND } from '@/lib/sandbox/seed/partner-functions'
import { PRODUCTION_ODD_POLICIES } from '@/lib/sandbox/seed/production-odd-policies'
import { PRODUCTION_OPEN_URLS } from '@/lib/sandbox/seed/production-open-urls'
import { PRODUCTION_REFUSING_URLS } from '@/lib/sandbox/seed/production-refusing-urls'
import { STAGING_FRANKFURT, STAGING_VIRGINIA } from '@/lib/sandbox/seed/staging-functions'

const PRODUCTION_FRANKFURT = [
  ...PRODUCTION_OPEN_URLS,
  ...PRODUCTION_REFUSING_URLS,
  ...PRODUCTION_ODD_POLICIES,
]

/** Everything the company runs, by account and region. */
export const COMPANY_PLAN: readonly RegionPlan[] = [
  {
    account: PRODUCTION,
    region: FRANKFURT,
    functions: [...PRODUCTION_FRANKFURT, ...backgroundFunctions(44)],
  },
  {
    account: PRODUCTION,
    region: VIRGINIA,
    functions: [...PRODUCTION_VIRGINIA, ...backgroundFunctions(12, 30)],
  },
  { account: PRODUCTION, region: IRELAND, functions: PRODUCTION_IRELAND },
  { account: STAGING, region: FRANKFURT, functions: [...STAGING_FRANKFURT, ...backgroundFunctions(22, 8)] },
  { account: STAGING, region: VIRGINIA, functions: [...STAGING_VIRGINIA, ...backgroundFunctions(4, 40)] },
  { account: PARTNERS, region: FRANKFURT, functions: PARTNERS_FRANKFURT },
  { account: PARTNERS, region: IRELAND, functions: PARTNERS_IRELAND },
]
