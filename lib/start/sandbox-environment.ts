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
 * variable, no profile, no instance metadata.
 */
export function sandboxEnvironment(
  inherited: Variables,
  connection: SandboxConnection,
  databasePath: string,
): Variables {
  const { port, regions, roleArns, accountNames } = connection
  const { accountColors = {}, productionAccounts = [] } = connection
  return {
    ...withoutAws(inherited),
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

/** The environment without what could point the console at a real account, and without its own settings. */
function withoutAws(inherited: Variables): Variables {
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => !/^(AWS|CONSOLE)_/i.test(name)))
}
