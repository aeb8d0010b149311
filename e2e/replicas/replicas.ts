import { setTimeout as wait } from 'node:timers/promises'
import { type ConsoleProcess, startConsole } from '@/e2e/fixtures/console-process'
import type { TestAccount } from '@/e2e/fixtures/test-account'
import { scratchPostgres } from '@/lib/db/fixtures/scratch-postgres'
import { type Balancer, type Place, startBalancer } from './balancer'
import { type Counted, lostOrDoubled } from './lost-or-doubled'

/** Two consoles on one PostgreSQL database, and what stands before them. */
export interface Replicas {
  /** Both as one, at the balancer's address. */
  both: ConsoleProcess
  /** Each by itself. */
  each: readonly [ConsoleProcess, ConsoleProcess]
  places: Balancer['places']
  /** For somebody with the database and without the console. */
  databaseUrl: string
  /** Ends one (SIGKILL) at a moment when it answers no request, whatever else it does, and starts it again. */
  killBetweenRequests(index: number): Promise<void>
  /** Waits until the record has an end for every change, and counts what was lost or done twice. */
  counted(): Promise<Counted>
  dispose(): Promise<void>
}

/** A change whose console died is settled once its lease is over, 15 s later, and AWS was asked. */
const SETTLED_WITHIN = 90_000
/** So long a kill waits for a moment without a request; a stream of Try it may take a minute. */
const PATIENCE = 15_000

/** Starts two consoles on a new database of the server, and a balancer in front of them. */
export async function startReplicas(
  account: TestAccount,
  server: string,
  settings: Record<string, string> = {},
): Promise<Replicas> {
  const database = await scratchPostgres(server)
  const url = database.settings.DATABASE_URL ?? ''
  const begin = () => startConsole(account, { ...settings, ...database.settings })
  // One after the other: whoever comes first makes the tables.
  const each = [await begin(), await begin()] as const
  const balancer = await startBalancer(each.map(({ port }) => port))
  return {
    both: asOne(each, balancer),
    each,
    places: balancer.places,
    databaseUrl: url,
    killBetweenRequests: async (index) => {
      const [place, process] = [balancer.places[index], each[index]]
      if (!place || !process) throw new Error(`There is no replica ${index}.`)
      await killed(place, process)
    },
    counted: async () => {
      const giveUpAt = Date.now() + SETTLED_WITHIN
      let found = await lostOrDoubled(url, account.sandbox.ledger.read())
      while (found.lost.length > 0 && Date.now() < giveUpAt) {
        await wait(500)
        found = await lostOrDoubled(url, account.sandbox.ledger.read())
      }
      return found
    },
    dispose: async () => {
      await balancer.close()
      await Promise.all(each.map((own) => own.dispose()))
      await database.drop()
    },
  }
}

async function killed(place: Place, process: ConsoleProcess): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE
  while (place.underWay > 0 && Date.now() < giveUpAt) await wait(5)
  place.isUp = false
  await process.kill()
  await process.start()
  place.isUp = true
}

function asOne(
  each: readonly [ConsoleProcess, ConsoleProcess],
  { url, port, places }: Balancer,
): ConsoleProcess {
  const [first] = each
  const all = (work: (own: ConsoleProcess) => Promise<unknown>) => Promise.all(each.map(work))
  const setUp = (isUp: boolean) => {
    for (const place of places) place.isUp = isUp
  }
  return {
    url,
    port,
    databasePath: first.databasePath,
    pid: first.pid,
    openAt: first.openAt,
    log: () => each.map((own) => own.log()).join(''),
    kill: async () => void (await all((own) => own.kill())),
    stop: async () => {
      const codes = await Promise.all(each.map((own) => own.stop()))
      return codes.find((code) => code !== 143) ?? codes[0] ?? null
    },
    start: async () => {
      await all((own) => own.start())
      setUp(true)
    },
  }
}
