import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** What `next build` reads. */
export const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'lib/start/pack-commands.ts',
  'lib/start/pack-static.ts',
  'lib/start/probe.mjs',
  'lib/start/standalone-server.mjs',
  'public',
  'instrumentation.ts',
  'next.config.mjs',
  'package-lock.json',
  'package.json',
  'proxy.ts',
  'tailwind.config.ts',
  'tsconfig.json',
]

/** Parts of those folders that are programs and tests beside the console. */
const NOT_BUILT = /^lib\/(sandbox|start)$|\.test\.tsx?$/

/**
 * A fingerprint of everything a build is made of: equal stamps mean that building again would change nothing.
 * Contents are hashed, not times: a fresh clone and a switched branch have times that mean nothing.
 */
export function buildStamp(root: string, encryptionKey: string): string {
  const hash = createHash('sha256').update(`${process.version}\n${encryptionKey}\n`)
  for (const file of BUILD_INPUTS.flatMap((input) => filesBelow(root, input)))
    hash
      .update(`${file}\n`)
      .update(readFileSync(path.join(root, file)))
      .update('\n')
  return hash.digest('hex')
}

function filesBelow(root: string, input: string): string[] {
  const absolute = path.join(root, input)
  if (NOT_BUILT.test(input) || !existsSync(absolute)) return []
  if (!statSync(absolute).isDirectory()) return [input]
  const names = readdirSync(absolute).sort()
  return names.flatMap((name) => filesBelow(root, `${input}/${name}`))
}
