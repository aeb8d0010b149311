import { isIP } from 'node:net'
import { type Environment, EnvironmentError, loadEnv } from '@/lib/env'
import { ProgramError } from './program-error'
import type { Variables } from './sandbox-environment'

/** What a console on these variables will read, with every problem in a line of its own. @throws {ProgramError} */
export function checkedSettings(variables: Variables): Environment {
  try {
    return loadEnv({ ...variables, HOSTNAME: hostnameOf(variables) })
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    throw new ProgramError(
      ['The console cannot start.', ...error.problems.map((each) => `- ${each}`)].join('\n'),
    )
  }
}

/** Many shells set HOSTNAME to this computer's own name: without sign-in only an address is meant for the console. */
function hostnameOf({ CONSOLE_SIGN_IN, HOSTNAME }: Variables): string {
  const isMeant = HOSTNAME && (CONSOLE_SIGN_IN === 'on' || isIP(HOSTNAME) > 0)
  return isMeant ? HOSTNAME : '127.0.0.1'
}

/**
 * The same for a console on the sandbox: what people set for it and for the console alone, since the sandbox brings
 * everything of AWS. @throws {ProgramError}
 */
export function checkedSandboxSettings(variables: Variables): Environment {
  const own = Object.entries(variables).filter(([name]) => /^CONSOLE_/i.test(name) || name === 'PORT')
  return checkedSettings({ ...Object.fromEntries(own), AWS_REGION: 'eu-central-1' })
}
