import path from 'node:path'
import { build } from 'esbuild'
import { PROJECT_ROOT } from './project-root'

/** What operators run beside a console that is served from an image, where there is neither npm nor TypeScript. */
const COMMANDS = ['backup', 'restore', 'verify-journal', 'report']

/** Has native parts, or is never there. */
const NOT_BUNDLED = ['libsql', 'pg-native']

/** Bundles the commands into one file each, to be run with plain Node from a folder inside the built console. */
export async function packCommands(to: string): Promise<void> {
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: COMMANDS.map((name) => path.join('lib/start', `${name}.ts`)),
    outdir: to,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['react-server'],
    external: NOT_BUNDLED,
    legalComments: 'none',
    logLevel: 'error',
    // Bundled packages of the older kind ask for Node's modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
}
