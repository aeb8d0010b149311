import 'server-only'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { DatabasePort } from '@/lib/db/port'
import type { Tables } from '@/lib/db/tables'
import { type Breach, type ChainHead, cutOff, GENESIS } from '@/lib/journal/chain'
import { keptHeads } from '@/lib/journal/kept-heads'
import { shareDoubt, sharedDoubt } from '@/lib/journal/shared-doubt'
import { followTail, type Walk, walkJournal } from '@/lib/journal/walk'
import { logLine } from '@/lib/process/log'
import { singleton } from '@/lib/process/singleton'

/** The journal is not what the console wrote, and nobody has acknowledged it. */
export interface JournalBreach extends Breach {
  /** How many places are wrong. */
  places: number
  /** The places after the first one, as many of them as a person reads. */
  further: Breach[]
  /** SHA-256 over the journal as it was found. */
  digest: string
}

const FURTHER = 20

/** What this process knows of the journal's chain. */
interface Watch {
  of?: DatabasePort
  /** The last event that was checked; everything before it was too. */
  checked: ChainHead
  acknowledged: number
  breach?: JournalBreach
  /** The walk under way: whoever asks meanwhile waits for it. */
  walking?: Promise<JournalBreach | undefined>
  /** Whether the whole chain was walked in this process. */
  isWalked: boolean
  /** Somebody read an event that is not what was written: the whole chain is walked at the next look. */
  isDoubted: boolean
  /** The last doubt of any process on this database that was followed by a walk of this one. */
  heard?: string
  /** Events that were doubted before; one that was acknowledged stays as it is, and is no reason to walk again. */
  doubted: Set<number>
}

const unwatched = (of?: DatabasePort): Watch => ({
  of,
  checked: GENESIS,
  acknowledged: 0,
  isWalked: false,
  isDoubted: false,
  doubted: new Set(),
})
const holder = singleton('journal-watch', () => ({ watch: unwatched() }))

function watchOf(port: DatabasePort): Watch {
  const { of, checked, acknowledged } = holder.watch
  // A file that was put in the place of ours is walked anew, and must hold what this process has seen.
  if (of && of === port.replaces) holder.watch = { ...unwatched(port), checked, acknowledged }
  else if (of !== port) holder.watch = unwatched(port)
  return holder.watch
}

/** What is known without asking the database. */
export function journalHealth(): { state: 'unchecked' | 'whole' | 'tampered'; position?: number } {
  const { breach, isWalked } = holder.watch
  if (breach) return { state: 'tampered', position: breach.position }
  return { state: isWalked ? 'whole' : 'unchecked' }
}

/** An event that was read is not what was written: no story begins before the whole chain was walked once more. */
export function doubt(position: number): void {
  const { watch } = holder
  if (watch.doubted.has(position)) return
  watch.doubted.add(position)
  watch.isDoubted = true
}

/** Walks the whole chain, and says what is wrong with it. */
export async function checkJournal(): Promise<JournalBreach | undefined> {
  const port = await database()
  const watch = watchOf(port)
  watch.walking ??= checkWhole(watch, port.db)
    .then(async ({ breach }) => {
      if (breach && breach.digest !== watch.heard) await shareDoubt(port, breach.digest)
      return breach
    })
    .finally(() => {
      watch.walking = undefined
    })
  return watch.walking
}

/**
 * Whether the whole chain was found whole in this process: then what was written since is checked in the transaction
 * that begins a story (`mayBegin`), and need not be checked twice.
 */
export async function isFoundWhole(): Promise<boolean> {
  const watch = watchOf(await database())
  return watch.isWalked && !watch.isDoubted && watch.breach === undefined && (await isUpToDate(watch))
}

/** Whether this process has walked the chain since another one last found something wrong with it. */
async function isUpToDate({ of, heard }: Watch): Promise<boolean> {
  return of === undefined || (await sharedDoubt(of.db)) === heard
}

/**
 * Checks what was written since the last check; the whole chain at the first time, and as long as something is wrong:
 * another process may have put it in order or acknowledged it.
 */
export async function checkSinceLast(): Promise<JournalBreach | undefined> {
  const port = await database()
  const watch = watchOf(port)
  if (!watch.isWalked || watch.isDoubted || watch.breach || !(await isUpToDate(watch))) return checkJournal()
  return (await isTailWhole(watch, port.db)) ? undefined : checkJournal()
}

/** Whether a new story may begin: in the transaction that is to write it, after `checkSinceLast`. */
export async function mayBegin(port: DatabasePort, transaction: Kysely<Tables>): Promise<boolean> {
  const watch = watchOf(port)
  return watch.breach === undefined && isTailWhole(watch, transaction)
}

/** The whole chain in a transaction that is about to acknowledge what is wrong with it. */
export async function checkWithin(port: DatabasePort, transaction: Kysely<Tables>) {
  return checkWhole(watchOf(port), transaction)
}

async function isTailWhole(watch: Watch, db: Kysely<Tables>): Promise<boolean> {
  const found = await followTail(db, watch.checked)
  if ('reason' in found) return false
  watch.checked = found
  return true
}

async function checkWhole(watch: Watch, db: Kysely<Tables>): Promise<{ walk: Walk; breach?: JournalBreach }> {
  watch.isDoubted = false
  watch.heard = await sharedDoubt(db)
  const walk = await walkJournal(db, { kept: await keptHeads(), hashAt: watch.checked.position })
  const breaches = [...walk.breaches, ...forgotten(watch, walk)]
  const [first] = breaches
  watch.isWalked = true
  const further = breaches.slice(1, 1 + FURTHER)
  watch.breach = first && { ...first, places: breaches.length, further, digest: walk.digest }
  if (first) logLine({ level: 'error', event: 'journal.tampered', ...first, places: breaches.length })
  else Object.assign(watch, { checked: walk.head, acknowledged: walk.acknowledged })
  return { walk, breach: watch.breach }
}

/** A file that is whole by itself and yet another one than this process has seen, unless that was acknowledged. */
function forgotten({ checked, acknowledged }: Watch, walk: Walk): Breach[] {
  if (checked.position === 0 || walk.hashAt === checked.hash || walk.acknowledged > acknowledged) return []
  const last = walk.head.position
  if (last >= checked.position) {
    const reason = `Event ${checked.position} is not the one that this process has seen there.`
    return [{ position: checked.position, reason }]
  }
  // The walk may have found out by itself that the end is missing.
  if (walk.breaches.some(({ position }) => position > last)) return []
  return [cutOff(last, checked.position, `This process has seen event ${checked.position}.`)]
}
