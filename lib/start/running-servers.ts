import type { ChildServer } from './child-server'

/** Stops servers in the order given, once the person or the system asks, or one of them ends by itself. */
export async function untilStopped(servers: ChildServer[]): Promise<number> {
  const asked = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0))
  })
  const ended = servers.map((server) => server.ended.then((code) => code ?? 1))
  const exitCode = await Promise.race([asked, ...ended])
  await Promise.all(servers.map((server) => server.stop()))
  return exitCode
}
