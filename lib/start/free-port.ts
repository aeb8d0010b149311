import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Ports tried after the preferred one before any other is taken. */
const NEIGHBOURS = 20

/**
 * Where any port is looked for: below those that systems hand out by themselves (Linux from 32,768, others from
 * 49,152), so that no outgoing connection takes the port between this look and the listening.
 */
const ANY = { from: 20_000, to: 32_000 }
const TRIES = 100

/** A port nobody listens on at 127.0.0.1: the preferred one, else the next free one after it, else any. */
export async function freePort(preferred = 0): Promise<number> {
  for (let port = preferred; preferred > 0 && port <= preferred + NEIGHBOURS; port++)
    if (await portIfFree(port)) return port
  for (let tried = 0; tried < TRIES; tried++) {
    const port = randomInt(ANY.from, ANY.to)
    if (await portIfFree(port)) return port
  }
  throw new Error('No port is free at 127.0.0.1.')
}

/** The port, or undefined when somebody has it. */
export function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)))
  })
}
