import { type AddressInfo, createServer } from 'node:net'

/** Ports tried after the preferred one before any other is taken. */
const NEIGHBOURS = 20

/** A port nobody listens on at 127.0.0.1: the preferred one, else the next free one after it, else any. */
export async function freePort(preferred = 0): Promise<number> {
  for (let port = preferred; preferred > 0 && port <= preferred + NEIGHBOURS; port++)
    if (await portIfFree(port)) return port
  const port = await portIfFree(0)
  if (port === undefined) throw new Error('No port is free at 127.0.0.1.')
  return port
}

/** The port (the one the system chose, for 0), or undefined when somebody has it. */
export function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port
      server.close(() => resolve(taken))
    })
  })
}
