import { LambdaClient } from '@aws-sdk/client-lambda'
import { addAccount, addCredential, createState, type NewCredential } from '@/lib/sandbox/build'
import { type SandboxOptions, startSandbox } from '@/lib/sandbox/server'

/** The account and region that tests use unless they need more than one. */
export const TEST_ACCOUNT = '111111111111'
export const TEST_REGION = 'us-east-1'

/** A sandbox with one account and one key, and a real SDK client that talks to it over HTTP. */
export async function startTestWorld(
  options: Partial<SandboxOptions> = {},
  credential: Partial<NewCredential> = {},
) {
  const state = options.state ?? createState()
  const account = addAccount(state, { id: TEST_ACCOUNT })
  const principal = addCredential(state, { account: TEST_ACCOUNT, ...credential })
  const sandbox = await startSandbox({ throttle: false, ...options, state })
  const clientConfig = {
    endpoint: sandbox.url,
    region: TEST_REGION,
    credentials: principal,
    maxAttempts: 1,
  }
  const lambda = new LambdaClient(clientConfig)
  const close = async () => {
    lambda.destroy()
    await sandbox.close()
  }
  return { sandbox, state, account, principal, clientConfig, lambda, close }
}

export type TestWorld = Awaited<ReturnType<typeof startTestWorld>>
