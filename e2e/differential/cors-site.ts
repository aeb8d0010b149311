import { createServer, type Server } from 'node:http'

/** A page at every address, with a sandboxed frame in it; the frame's own page has none. */
export async function startSite(): Promise<Server> {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    const frame = request.url === '/' ? '<iframe sandbox="allow-scripts" src="/frame"></iframe>' : ''
    response.end(`<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">${frame}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
