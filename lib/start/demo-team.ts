import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import Libsql from 'libsql'
import { ADMIN_GROUP, TEAM_GRANTS } from '@/lib/sandbox/oidc/team'
import { CLIENT_ID, startTeamProvider, type TeamProvider } from '@/lib/sandbox/oidc/team-provider'
import { freePort } from './free-port'
import type { Variables } from './sandbox-environment'
import { spawnNode } from './spawn-node'

/** Where the provider listens unless somebody else does. */
const PREFERRED_PORT = 4651

/** What a console needs to know to have its people sign in at this provider. */
export const teamSettings = ({ issuer, clientSecret }: TeamProvider, publicUrl: string): Variables => ({
  CONSOLE_SIGN_IN: 'on',
  CONSOLE_PUBLIC_URL: publicUrl,
  CONSOLE_OIDC_ISSUER: issuer,
  CONSOLE_OIDC_CLIENT_ID: CLIENT_ID,
  CONSOLE_OIDC_CLIENT_SECRET: clientSecret,
  CONSOLE_OIDC_NAME: 'Example Corp',
  CONSOLE_ADMIN_GROUP: ADMIN_GROUP,
})

/** The provider of `npm run demo -- --team`. */
export const startDemoProvider = async (publicUrl: string): Promise<TeamProvider> =>
  startTeamProvider({ publicUrl, port: await freePort(PREFERRED_PORT) })

/** What the team has left there before anybody signs in: a protected function URL, and a request that waits. */
export async function writeRequests(
  { issuer }: TeamProvider,
  env: Variables,
  output: (text: string) => void,
): Promise<void> {
  const words = ['--conditions=react-server', '--import', 'tsx', 'lib/start/demo-requests.ts', issuer]
  const child = spawnNode(words, { env, output: 'pipe' })
  child.stdout?.on('data', (text) => output(String(text)))
  child.stderr?.on('data', (text) => output(String(text)))
  await once(child, 'exit')
}

/** Gives the groups of the demo their roles, in the database of a console that has opened it. */
export function writeGrants(databasePath: string, now: Date): void {
  const database = new Libsql(databasePath)
  database.exec('pragma busy_timeout = 30000')
  try {
    const insert = database.prepare(
      'insert into grants (id, subject_kind, subject, role, scope, given_at, given_by) values (?, ?, ?, ?, ?, ?, ?)',
    )
    for (const { group, role, scope } of TEAM_GRANTS)
      insert.run([randomUUID(), 'group', group, role, JSON.stringify(scope), now.toISOString(), 'the demo'])
  } finally {
    database.close()
  }
}
