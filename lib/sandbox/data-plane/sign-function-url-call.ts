import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { type FunctionUrlRequest, functionUrlHost } from '@/lib/sandbox/data-plane/call-function-url'
import type { SandboxPrincipal } from '@/lib/sandbox/state'

/** What the SDK hands to its HTTP layer. */
interface OutgoingRequest {
  method: string
  hostname: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body?: unknown
}

/** Ends the client's work once it has signed. */
class Signed extends Error {
  constructor(readonly headers: Record<string, string>) {
    super('signed')
  }
}

/** The headers that sign a GET of a function URL's root, made by the AWS SDK's own signer. */
export async function signFunctionUrlCall(
  call: Pick<FunctionUrlRequest, 'urlId' | 'region'>,
  credentials: SandboxPrincipal,
): Promise<Record<string, string>> {
  const client = new LambdaClient({ region: call.region, credentials, maxAttempts: 1 })
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as OutgoingRequest
      const host = functionUrlHost(call)
      Object.assign(request, { method: 'GET', hostname: host, path: '/', query: {}, headers: { host } })
      return next(args)
    },
    { step: 'build', priority: 'low' },
  )
  client.middlewareStack.add(
    () => (args) => Promise.reject(new Signed((args.request as OutgoingRequest).headers)),
    { step: 'finalizeRequest', priority: 'low' },
  )
  try {
    await client.send(new GetAccountSettingsCommand({}))
  } catch (error) {
    if (error instanceof Signed) return error.headers
    throw error
  }
  throw new Error('The SDK did not sign the request.')
}
