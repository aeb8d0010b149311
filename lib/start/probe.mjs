// What runs as `probe.mjs` of a build: ends with 0 when the console of this computer says yes to `live` (or to the probe
// that is named). Plain JavaScript, for it runs without tsx; the certificate is of another name than loopback's.
import http from 'node:http'
import https from 'node:https'

const { CONSOLE_TLS_CERT, PORT = '3000' } = process.env
const [probe = 'live'] = process.argv.slice(2)
const options = { host: '127.0.0.1', port: Number(PORT), path: `/api/${probe}`, timeout: 4_000 }
const asked = CONSOLE_TLS_CERT
  ? https.get({ ...options, rejectUnauthorized: false })
  : http.get({ ...options, headers: { Host: `localhost:${PORT}` } })
asked.on('response', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
asked.on('timeout', () => process.exit(1))
asked.on('error', () => process.exit(1))
