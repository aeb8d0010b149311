import 'server-only'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { BEFORE_READING, believeService, ForeignAnswerError } from '@/lib/aws/believe-aws'
import { type Credentials, STS_TIMES } from '@/lib/aws/credentials'
import { endpointConfig } from '@/lib/aws/endpoint'
import { env } from '@/lib/env'
import { singleton } from '@/lib/process/singleton'

export interface CredentialOwner {
  account: string
  principalArn: string
}

/** How many access keys are remembered; each lives for an hour or more, and each person who writes has one for each account. */
const MAX_KEYS = 1000

/** Whose credentials these are. An access key never changes its owner, so each is asked about once. */
export function ownerOf(credentials: Credentials): Promise<CredentialOwner> {
  const known = singleton('callers', () => new Map<string, Promise<CredentialOwner>>())
  const key = `${credentials.accessKeyId} ${credentials.sessionToken ?? ''}`
  const found = known.get(key)
  if (found) return found
  const asked = askSts(credentials)
  known.set(key, asked)
  asked.catch(() => known.delete(key))
  for (const oldest of known.keys()) if (known.size > MAX_KEYS) known.delete(oldest)
  return asked
}

/** STS GetCallerIdentity: needs no permission. */
async function askSts(credentials: Credentials): Promise<CredentialOwner> {
  const client = new STSClient({
    ...endpointConfig(env().regions[0]),
    credentials,
    maxAttempts: 2,
    requestHandler: STS_TIMES,
  })
  const command = new GetCallerIdentityCommand({})
  command.middlewareStack.addRelativeTo(believeService(), BEFORE_READING)
  try {
    const { Account, Arn } = await client.send(command)
    if (!Account || !Arn) throw new ForeignAnswerError(200, 'status 200, an identity without an account')
    return { account: Account, principalArn: Arn }
  } finally {
    client.destroy()
  }
}
