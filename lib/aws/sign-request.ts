import 'server-only'
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import { assertCovers, assertOperation, type Permit } from '@/lib/auth/permit'
import { credentialsFor } from '@/lib/aws/accounts'
import { failureOf } from '@/lib/aws/failure-of'
import { sessionOf } from '@/lib/aws/role-session'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** A request as a signature covers it. */
export interface SignableRequest {
  method: string
  /** `https:` or `http:`; not part of the signature. */
  protocol: string
  /** The Host header, with its port where it has one. */
  host: string
  /** As it is sent, percent-encoded. */
  path: string
  /** Decoded names with their decoded values. */
  query: Record<string, string[]>
  headers: Record<string, string>
  body: string
}

export interface RequestSignature {
  /** All headers of the signed request, Host among them. */
  headers: Record<string, string>
  /** The signature and, where there is one, the session token: a reply must not carry them to a browser. */
  secrets: string[]
}

type Secret = string | ArrayBuffer | ArrayBufferView

function keyOf(secret: Secret): string | Buffer {
  if (typeof secret === 'string') return secret
  if (secret instanceof ArrayBuffer) return Buffer.from(secret)
  return Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
}

/** SHA-256 by Node, in the shape that the signer wants. */
class NodeSha256 {
  private hash: Hash | Hmac

  constructor(private readonly secret?: Secret) {
    this.hash = this.begin()
  }

  private begin(): Hash | Hmac {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(this.secret))
  }

  update(data: Uint8Array): void {
    this.hash.update(data)
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest()
  }

  reset(): void {
    this.hash = this.begin()
  }
}

/**
 * Signs a request to a function URL (Signature Version 4, service `lambda`) with credentials of exactly this account,
 * if the permit is for sending signed requests to it.
 * @throws {PermitError} when it is not.
 * @throws {FailureError} `unknown-target`, `role-not-assumable` or what is wrong with the credentials.
 */
export async function signRequest(
  permit: Permit,
  { account, region, functionName, qualifier }: FunctionUrlIdentity,
  request: SignableRequest,
): Promise<RequestSignature> {
  assertOperation(permit, 'send:signed', 'send-with-effect:signed')
  assertCovers(permit, { account, region, functionName, qualifier })
  const credentials = await credentialsFor(account, sessionOf(permit.actor)).catch((error: unknown) => {
    throw new FailureError(failureOf(error, { operation: 'InvokeFunctionUrl', target: { account, region } }))
  })
  const signer = new SignatureV4({ credentials, region, service: 'lambda', sha256: NodeSha256 })
  const { host, ...rest } = request
  const signed = await signer.sign(
    { ...rest, hostname: host, headers: { ...request.headers, host } },
    { signingDate: permit.context.now() },
  )
  const [, signature = ''] = /Signature=(\w+)/.exec(signed.headers.authorization ?? '') ?? []
  const secrets = [signature, credentials.sessionToken ?? ''].filter((secret) => secret !== '')
  return { headers: signed.headers, secrets }
}
