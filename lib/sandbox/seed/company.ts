/** The made-up company of the sandbox: Kestrel Parcel, a carrier with a web shop for labels. */
export const PRODUCTION = '111111111111'
export const STAGING = '222222222222'
export const PARTNERS = '333333333333'

export const ORGANIZATION_ID = 'o-kestrel1pc'

/** Account id → what people call it. */
export const SEED_ACCOUNT_NAMES: Readonly<Record<string, string>> = {
  [PRODUCTION]: 'production',
  [STAGING]: 'staging',
  [PARTNERS]: 'partners',
}

/** Account id → the colour of its chip. */
export const SEED_ACCOUNT_COLORS: Readonly<Record<string, string>> = {
  [PRODUCTION]: 'red',
  [STAGING]: 'blue',
  [PARTNERS]: 'green',
}

export const FRANKFURT = 'eu-central-1'
export const IRELAND = 'eu-west-1'
export const VIRGINIA = 'us-east-1'

/** Where the company runs anything at all; not every account uses every one. */
export const SEED_REGIONS: readonly string[] = [FRANKFURT, VIRGINIA, IRELAND]

/** The operator's keys: shaped like real ones, and plainly none. */
export const SEED_ACCESS_KEY_ID = 'AKIASANDBOXOPERATOR1'
export const SEED_SECRET_ACCESS_KEY = 'sandbox-secret-operator-1'
export const SEED_OPERATOR_ARN = `arn:aws:iam::${PRODUCTION}:user/operator`

const CONSOLE_ROLE = 'FunctionUrlConsole'

/** The role that the operator assumes in every account but its own. */
export const SEED_ROLE_NAME = CONSOLE_ROLE
export const SEED_ROLE_ARNS: readonly string[] = [STAGING, PARTNERS].map(
  (account) => `arn:aws:iam::${account}:role/${CONSOLE_ROLE}`,
)

/** An account outside the company, such as a carrier's or a payment provider's. */
export const OUTSIDE_ACCOUNT = '444455556666'
