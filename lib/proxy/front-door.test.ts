import { createServer, request, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { leavingOf } from '@/lib/process/leaving'
import { frontDoor } from '@/lib/proxy/front-door'
import type { Services } from '@/lib/proxy/services'

let server: Server
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

const SCRIPT = 'console.log("a script")'
const PACKED = brotliCompressSync(SCRIPT)

async function openedDoor({ isWorker = false, services }: { isWorker?: boolean; services?: Services } = {}) {
  server = createServer({ requireHostHeader: false })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const door = frontDoor([`localhost:${port}`], undefined, { isWorker, services })
  const seen: string[] = []
  const held: ServerResponse[] = []
  door.open(
    server,
    (asked, answer) => {
      seen.push(String(asked.url))
      if (asked.url === '/held') held.push(answer)
      else answer.end('page')
    },
    { a1: { workers: { 'app/page': {} } } },
    new Map([['/_next/static/a.js', PACKED]]),
  )
  const ask = (options: { path?: string; headers?: Record<string, string> }) =>
    new Promise<{ status: number; policy: unknown; body: string }>((resolve, reject) => {
      const headers = { Host: `localhost:${port}`, ...options.headers }
      const sent = request({ port, host: '127.0.0.1', agent: false, ...options, headers }, (answer) => {
        let body = ''
        answer.on('data', (data) => {
          body += data
        })
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body,
            policy: answer.headers['content-security-policy'],
          }),
        )
      })
      sent.on('error', reject)
      sent.end()
    })
  return { door, ask, seen, held, port }
}

test('what is let in is answered behind the door, with the headers of every answer', async () => {
  const { ask, seen } = await openedDoor()
  const { status, policy } = await ask({ path: '/functions' })
  expect({ status, seen }).toEqual({ status: 200, seen: ['/functions'] })
  expect(policy).toContain("frame-ancestors 'none'")
})

test('a worker serves its health and nothing else', async () => {
  const { ask, seen } = await openedDoor({ isWorker: true })
  for (const path of ['/', '/functions', '/api/inventory', '/_next/static/a.js'])
    expect((await ask({ path })).status).toBe(404)
  expect((await ask({ path: '/api/health' })).status).toBe(200)
  expect(seen).toEqual(['/api/health'])
})

describe('probes and metrics', () => {
  const services = (unready?: string, token?: string): Services => ({
    unready: async () => unready,
    metrics: { read: async () => ({ type: 'text/plain', text: 'console_x 1' }), token },
  })

  test('are answered without a page, to a worker’s asker and under any name', async () => {
    const { ask, seen } = await openedDoor({ isWorker: true, services: services() })
    expect(await ask({ path: '/api/live' })).toMatchObject({ status: 200, body: '{"live":true}' })
    for (const Host of ['10.0.0.7:3000', 'console.example'])
      expect(await ask({ path: '/api/ready', headers: { Host } })).toMatchObject({
        status: 200,
        body: '{"ready":true}',
      })
    expect(seen).toEqual([])
  })

  test('what is not ready says why to this computer alone', async () => {
    const { ask } = await openedDoor({ services: services('database-away') })
    const near = await ask({ path: '/api/ready' })
    expect(near).toMatchObject({ status: 503, body: '{"ready":false,"reason":"database-away"}' })
    const far: Record<string, string>[] = [{ Host: 'console.example' }, { 'X-Forwarded-For': '203.0.113.9' }]
    for (const headers of far)
      expect(await ask({ path: '/api/ready', headers })).toMatchObject({
        status: 503,
        body: '{"ready":false}',
      })
    expect((await ask({ path: '/api/live' })).status).toBe(200)
  })

  test('a console that stops is live and not ready, and says so to who comes new', async () => {
    const { door, ask } = await openedDoor({ services: services() })
    door.close()
    expect(await ask({ path: '/api/ready' })).toMatchObject({
      status: 503,
      body: '{"ready":false,"reason":"stopping"}',
    })
    expect((await ask({ path: '/api/live' })).status).toBe(200)
    expect((await ask({ path: '/functions' })).status).toBe(503)
  })

  test('metrics are for programs on this computer, or for who has the token', async () => {
    const open = await openedDoor({ services: services() })
    expect(await open.ask({ path: '/api/metrics' })).toMatchObject({ status: 200, body: 'console_x 1' })
    const far = { path: '/api/metrics', headers: { Host: 'console.example' } }
    expect((await open.ask(far)).status).toBe(404)
    server.close()
    const guarded = await openedDoor({ services: services(undefined, 'a token of some length') })
    expect((await guarded.ask({ path: '/api/metrics' })).status).toBe(401)
    for (const [Authorization, status] of [
      ['Bearer another token', 401],
      ['Bearer a token of some length', 200],
    ] as const)
      expect(
        (await guarded.ask({ path: '/api/metrics', headers: { ...far.headers, Authorization } })).status,
      ).toBe(status)
  })

  test('without the setting there are none; what is malformed is refused as ever', async () => {
    const { ask, seen } = await openedDoor()
    expect((await ask({ path: '/api/metrics' })).status).toBe(404)
    expect((await ask({ path: '/api/live', headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403)
    expect((await ask({ path: '//api/live' })).status).toBe(400)
    expect(seen).toEqual([])
  })
})

test('what is refused never gets behind it', async () => {
  const { ask, seen } = await openedDoor()
  expect((await ask({ headers: { Host: 'evil.example' } })).status).toBe(403)
  expect((await ask({ path: '//x' })).status).toBe(400)
  expect(seen).toEqual([])
})

test('who leaves before the answer ends what works for it; who has it does not', async () => {
  const { port, held } = await openedDoor()
  const leavingOfHeld = () => leavingOf(new Headers(held.at(-1)?.req.headers as Record<string, string>))
  const sent = request({
    port,
    host: '127.0.0.1',
    path: '/held',
    headers: { Host: `localhost:${port}`, 'x-console-visit': 'mine' },
  })
  sent.on('error', () => undefined)
  sent.end()
  await expect.poll(() => held.length).toBe(1)
  const signal = leavingOfHeld()
  expect(signal?.aborted).toBe(false)
  sent.destroy()
  await expect.poll(() => signal?.aborted).toBe(true)
  expect(leavingOfHeld()).toBeUndefined()
})

test('once it is closed nothing new is taken, also on a connection that is open; what was let in goes on', async () => {
  const { door, seen, port, held } = await openedDoor()
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (data) => {
    text += data
  })
  socket.write(`GET /held HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
  await expect.poll(() => held.length).toBe(1)
  door.close()
  const lines = [`Host: localhost:${port}`, `Origin: http://localhost:${port}`, 'Next-Action: a1']
  const posted = ['POST / HTTP/1.1', ...lines, 'Content-Type: text/plain', 'Content-Length: 4', '', '[{}]']
  const isReceived = new Promise((resolve) => server.once('request', resolve))
  socket.write(posted.join('\r\n'))
  await isReceived
  held[0]?.end('page')
  await new Promise((resolve) => socket.once('close', resolve))
  // Node ends the connection after the answer that was under way; what came behind it is not even answered.
  expect(text.match(/^HTTP\/1.1 \d+/gm)?.[0]).toBe('HTTP/1.1 200')
  expect(seen).toEqual(['/held'])
})

test('what comes on a connection before the answer to the one before is out waits for it', async () => {
  const { port, held, seen, ask } = await openedDoor()
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (data) => {
    text += data
  })
  const lines = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`
  const areReceived = new Promise<void>((resolve) => {
    let count = 0
    server.on('request', () => {
      count += 1
      if (count === 4) resolve()
    })
  })
  socket.write(lines('/held') + lines('/held') + lines('/a') + lines('/b'))
  await areReceived
  expect(seen).toEqual(['/held'])
  // Another connection waits for nobody.
  expect((await ask({ path: '/other' })).status).toBe(200)
  held[0]?.end('first')
  await expect.poll(() => held.length).toBe(2)
  expect(seen).toEqual(['/held', '/other', '/held'])
  held[1]?.end('second')
  await expect.poll(() => text.match(/HTTP\/1.1 200/g)?.length).toBe(4)
  expect(seen.slice(3)).toEqual(['/a', '/b'])
  socket.destroy()
})

describe('a file that was packed', () => {
  async function fetched(port: number, options: { method?: string; path?: string; headers?: object }) {
    return new Promise<{ status?: number; headers: Record<string, unknown>; body: Buffer }>(
      (resolve, reject) => {
        const headers = { Host: `localhost:${port}`, 'Accept-Encoding': 'gzip, br', ...options.headers }
        const own = { port, host: '127.0.0.1', agent: false, path: '/_next/static/a.js' }
        const sent = request({ ...own, ...options, headers }, (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () =>
            resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
          )
        })
        sent.on('error', reject)
        sent.end()
      },
    )
  }

  test('is handed out by the door, with the headers of every answer, to be kept for ever', async () => {
    const { port, seen } = await openedDoor()
    const { status, headers, body } = await fetched(port, { path: '/_next/static/a.js?dpl=1' })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'application/javascript; charset=UTF-8',
      'content-encoding': 'br',
      vary: 'Accept-Encoding',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT)
    expect((await fetched(port, { method: 'HEAD' })).body).toHaveLength(0)
    expect(seen).toEqual([])
  })

  test.each<[string, object]>([
    ['whoever does not take it packed', { headers: { 'Accept-Encoding': 'gzip' } }],
    ['whoever refuses it packed so', { headers: { 'Accept-Encoding': 'gzip, br;q=0' } }],
    ['whoever wants a part of it', { headers: { Range: 'bytes=0-3' } }],
    ['another file', { path: '/_next/static/b.js' }],
  ])('is none for %s: Next answers', async (_, options) => {
    const { port, seen } = await openedDoor()
    expect(String((await fetched(port, options)).body)).toBe('page')
    expect(seen).toHaveLength(1)
  })

  test('is none for whom the door refuses', async () => {
    const { port } = await openedDoor()
    expect((await fetched(port, { headers: { Host: 'evil.example' } })).status).toBe(403)
  })
})
