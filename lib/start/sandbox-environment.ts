/** Environment variables by name. */
export type Variables = Record<string, string | undefined>

/** What a console needs to know of the sandbox it works on. */
export interface SandboxConnection {
  port: number
  accessKeyId: string
  secretAccessKey: string
  regions: string[]
  roleArns: string[]
  accountNames: Record<string, string>
  accountColors?: Record<string, string>
  productionAccounts?: string[]
}

/**
 * The environment of a console that works on the sandbox and can reach nothing else: no inherited `AWS_*`
 * variable, no profile, no instance metadata. Of the console's own settings come those that are about the person
 * and not about an account.
 */
export function sandboxEnvironment(
  inherited: Variables,
  connection: SandboxConnection,
  databasePath: string,
): Variables {
  const { port, regions, roleArns, accountNames } = connection
  const { accountColors = {}, productionAccounts = [] } = connection
  return {
    ...withoutAccount(inherited),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: connection.accessKeyId,
    AWS_SECRET_ACCESS_KEY: connection.secretAccessKey,
    CONSOLE_REGIONS: regions.join(','),
    CONSOLE_ROLE_ARNS: roleArns.join(','),
    CONSOLE_ACCOUNT_NAMES: pairs(accountNames),
    CONSOLE_ACCOUNT_COLORS: pairs(accountColors),
    CONSOLE_PRODUCTION_ACCOUNTS: productionAccounts.join(','),
    CONSOLE_FUNCTION_URL_HOST: `*.lambda-url.<region>.localhost:${port}`,
    CONSOLE_DATABASE: databasePath,
    // Whoever is on this computer may see a made-up company.
    CONSOLE_OPEN_ON_LOOPBACK: 'true',
  }
}

const pairs = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([account, value]) => `${account}=${value}`)
    .join(',')

const PERSONAL = ['CONSOLE_READ_ONLY', 'CONSOLE_OPERATOR', 'CONSOLE_REQUEST_RATE']

/** The environment without what could point the console at a real account, or at its database. */
function withoutAccount(inherited: Variables): Variables {
  const stays = ([name]: [string, unknown]) =>
    PERSONAL.includes(name) || !/^((AWS|CONSOLE)_|DATABASE_URL$)/i.test(name)
  return Object.fromEntries(Object.entries(inherited).filter(stays))
}
