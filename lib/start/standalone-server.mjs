// What runs as `server.js` of a build, in the place of the one that Next writes: a server of our own, with the
// console's front door (lib/proxy/front-door.ts) between it and Next's handler. Plain JavaScript, for it runs
// without tsx. The door itself is built with the console, so there is one set of rules and one reading of settings.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createRequire } from 'node:module'
import path from 'node:path'

const folder = import.meta.dirname
const readJson = (file) => JSON.parse(readFileSync(path.join(folder, '.next', file), 'utf8'))

process.env.NODE_ENV = 'production'
process.chdir(folder)
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(readJson('required-server-files.json').config)

// Other computers are let in by a console with sign-in alone, and it refuses to begin where its settings are not right:
// until it has read them every request is held.
const { CONSOLE_SIGN_IN, CONSOLE_TLS_CERT, CONSOLE_TLS_KEY, HOSTNAME } = process.env
const loopback = HOSTNAME === '::1' ? '::1' : '127.0.0.1'
const hostname = CONSOLE_SIGN_IN === 'on' && HOSTNAME ? HOSTNAME : loopback
const port = Number(process.env.PORT) || 3000

// Slow requests are looked for every second; how slow they may be says the front door, which judges the Host as well.
const options = { connectionsCheckingInterval: 1_000, requireHostHeader: false }
const server =
  CONSOLE_TLS_CERT && CONSOLE_TLS_KEY
    ? createTlsServer({ ...options, ...certificate() })
    : createServer(options)
// Listening comes before the database is opened: a second console at a port in use must leave it alone.
await new Promise((resolve) => {
  server.once('error', (error) => {
    process.stderr.write(`The console cannot listen at ${hostname}:${port} (${error.code}).\n`)
    process.exit(1)
  })
  server.listen(port, hostname, resolve)
})
process.send?.({ listening: true })
// A build in use is kept when a newer one takes its place (lib/start/build-folders.ts).
const mark = path.join(folder, 'running', String(process.pid))
try {
  mkdirSync(path.dirname(mark), { recursive: true })
  writeFileSync(mark, '')
  process.once('exit', () => rmSync(mark, { force: true }))
} catch {
  // Nobody replaces a build in a folder that cannot be written, as in an image.
}

const early = []
const hold = (request, response) => early.push([request, response])
server.on('request', hold)

// Next runs `instrumentation.ts` beside its own start; what begins the console there calls this.
const doorMade = new Promise((resolve) => {
  globalThis[Symbol.for('function-url-console.take-front-door')] = resolve
})
const { getRequestHandlers } = createRequire(import.meta.url)('next/dist/server/lib/start-server')
const { requestHandler } = await getRequestHandlers({ dir: folder, port, hostname, isDev: false, server })

const door = await doorMade
server.off('request', hold)
door.open(server, requestHandler, readJson('server/server-reference-manifest.json').node, packedFiles())
for (const [request, response] of early) server.emit('request', request, response)

/** An own certificate, read once: who renews it starts the console again. */
function certificate() {
  try {
    return { cert: readFileSync(CONSOLE_TLS_CERT), key: readFileSync(CONSOLE_TLS_KEY), minVersion: 'TLSv1.2' }
  } catch (error) {
    process.stderr.write(
      `The files of CONSOLE_TLS_CERT and CONSOLE_TLS_KEY cannot be read (${error.code}).\n`,
    )
    process.exit(1)
  }
}

/** Scripts and styles by their paths, as they were packed when the console was built (lib/start/pack-static.ts). */
function packedFiles() {
  const packed = path.join(folder, 'packed')
  const files = readdirSync(packed, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  return new Map(
    files.map((each) => {
      const file = path.join(each.parentPath, each.name)
      return [`/_next/static/${path.relative(packed, file)}`, readFileSync(file)]
    }),
  )
}
