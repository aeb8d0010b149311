import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Provider from 'oidc-provider'
import { TEAM, type TeamMember } from '@/lib/sandbox/oidc/team'

export const CLIENT_ID = 'function-url-console'

export interface TeamProvider {
  issuer: string
  clientSecret: string
  /** Whom it knows; groups that are changed here count from the next sign-in on. */
  people: TeamMember[]
  close(): Promise<void>
}

interface TeamProviderOptions {
  /** Where the console is opened. */
  publicUrl: string
  /** A free one unless given. */
  port?: number
  /** Where groups are told; both unless given. */
  groupsIn?: 'id_token' | 'userinfo'
}

/**
 * A real provider of OpenID Connect on this computer (oidc-provider), whose page of sign-in is a list of people: one
 * click is a sign-in. For the demo and for tests.
 */
export async function startTeamProvider({
  publicUrl,
  port = 0,
  groupsIn = 'id_token',
}: TeamProviderOptions): Promise<TeamProvider> {
  const people = structuredClone([...TEAM])
  const clientSecret = randomBytes(24).toString('base64url')
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // Loaded here: it writes to the terminal as soon as it is loaded, also of a demo without a team.
  const { default: Provider } = await import('oidc-provider')
  const provider = new Provider(issuer, configurationOf({ publicUrl, clientSecret, people, groupsIn }))
  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/'
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    if (!path.startsWith('/interaction/')) return answer(request, response)
    interact(provider, people, request, response).catch((error: unknown) => {
      response.writeHead(400, { 'Content-Type': 'text/plain' }).end(String(error))
    })
  })
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { issuer, clientSecret, people, close }
}

interface Configured {
  publicUrl: string
  clientSecret: string
  people: TeamMember[]
  groupsIn: 'id_token' | 'userinfo'
}

function configurationOf({ publicUrl, clientSecret, people, groupsIn }: Configured): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        redirect_uris: [new URL('/sign-in/callback', publicUrl).href],
        post_logout_redirect_uris: [new URL('/sign-in', publicUrl).href],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'demo' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: { openid: ['sub', 'auth_time'], profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    // Everything in the ID token, as Keycloak and Okta do; else in userinfo alone, as GitLab does.
    conformIdTokenClaims: groupsIn === 'userinfo',
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: askToSignOut },
    },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 3_600,
      Grant: 3_600,
    },
    findAccount: (_: unknown, sub: string) => accountOf(people, sub),
    loadExistingGrant: async (context: GrantContext) => grantOf(context),
  }
}

function accountOf(people: readonly TeamMember[], sub: string) {
  const person = people.find((each) => each.sub === sub)
  if (!person) return undefined
  const { name, email, groups } = person
  return { accountId: sub, claims: async () => ({ sub, name, email, email_verified: true, groups }) }
}

interface GrantContext {
  oidc: { client: { clientId: string }; session: { accountId: string }; provider: Provider }
}

/** The company has agreed for its people. */
async function grantOf({ oidc: { client, session, provider } }: GrantContext) {
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}

async function interact(
  provider: Provider,
  people: readonly TeamMember[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(pageOf(uid, people))
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('person')
  await provider.interactionFinished(request, response, { login: { accountId } })
}

/** The provider's own question, without what its stock page fetches from elsewhere. */
function askToSignOut(context: { body: unknown }, form: string): void {
  context.body = framed(
    'Sign out of Example Corp',
    `<p>You are signed out of the console. Sign out of Example Corp too?</p>${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button form="op.logoutForm">Stay signed in</button>`,
  )
}

const pageOf = (uid: string, people: readonly TeamMember[]) =>
  framed(
    'Sign in to Example Corp',
    `<p>A made-up provider of sign-in, on this computer. Who are you?</p>
<form method="post" action="/interaction/${uid}">
${people.map(({ sub, name, may }) => `<button name="person" value="${sub}">${name}<small>${may}</small></button>`).join('\n')}
</form>`,
  )

const framed = (title: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 30rem; margin: 10vh auto; padding: 0 1rem }
  button { display: block; width: 100%; margin: .5rem 0; padding: .75rem 1rem; text-align: left; font: inherit; cursor: pointer }
  small { display: block; opacity: .75 }
</style></head>
<body><h1>Example Corp</h1>
${body}
</body></html>`
