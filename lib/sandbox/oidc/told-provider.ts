import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** What the provider does with the next code. */
interface Told {
  /** Laid over the claims of an honest ID token; undefined leaves one out. */
  claims?: JWTPayload
  /** Signs with a key that nobody has heard of. */
  isForged?: boolean
  /** Not signed at all. */
  isUnsigned?: boolean
  userinfo?: JWTPayload
}

export interface ToldProvider {
  issuer: string
  /** For tests to change: what is answered next. */
  told: Told
  /** The nonce that the console asked for. */
  nonce: string
  /** What came to the token endpoint. */
  exchanges: URLSearchParams[]
  close(): Promise<void>
}

const KEY = { alg: 'RS256', kid: 'told' }

/** A provider of sign-in that signs what it is told: for tests of what is not believed. */
export async function startToldProvider(clientId: string): Promise<ToldProvider> {
  const own = await generateKeyPair('RS256')
  const foreign = await generateKeyPair('RS256')
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), ...KEY, use: 'sig' }] }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: ToldProvider = { issuer, told: {}, nonce: '', exchanges: [], close: () => closed(server) }

  async function idToken(): Promise<string> {
    const { claims, isForged, isUnsigned } = provider.told
    const now = Math.floor(Date.now() / 1000)
    const honest = {
      iss: issuer,
      aud: clientId,
      sub: 'mia',
      name: 'Mia',
      iat: now,
      exp: now + 300,
      nonce: provider.nonce,
    }
    const payload: JWTPayload = { ...honest, ...claims }
    if (isUnsigned) return `${part({ alg: 'none' })}.${part(payload)}.`
    return new SignJWT(payload).setProtectedHeader(KEY).sign(isForged ? foreign.privateKey : own.privateKey)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (value: object) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
    if (request.url === '/jwks') return void send(jwks)
    if (request.url === '/userinfo') return void send(provider.told.userinfo ?? { sub: 'mia' })
    if (request.url !== '/token') return void send(metadataOf(issuer))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    provider.exchanges.push(new URLSearchParams(Buffer.concat(chunks).toString()))
    send({
      access_token: 'canary-access-token',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await idToken(),
    })
  }
  return provider
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})

async function closed(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
