import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { keepToOwner, makeOwnFile, makeOwnFolder } from '@/lib/db/owner-only'
import { env } from '@/lib/env'
import type { ChainHead } from '@/lib/journal/chain'
import { logLine } from '@/lib/process/log'
import { canonicalJson } from '@/lib/text/canonical-json'

/** Hashes of the chain that were kept outside the database, by position. */
export interface KeptHeads {
  hashes: ReadonlyMap<number, string>
  /** Why the file of heads is not to be trusted, in a sentence. */
  problem?: string
}

/** A line of the file of heads, before it is signed. */
interface Head extends ChainHead {
  at: string
  /** Everything before it was acknowledged as it stood: heads kept earlier say no more. */
  isAcknowledgement?: boolean
}

const NOTHING_KEPT: KeptHeads = { hashes: new Map() }

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * Keeps the head of the chain outside the database: as a log line, and as a signed line of a file where the console
 * was given a key. It never fails: what happened has happened, and the log says that its head was not kept.
 */
export async function keepHead(head: ChainHead, isAcknowledgement = false): Promise<void> {
  logLine({ level: 'info', event: 'journal.head', position: head.position, hash: head.hash })
  const { journalKey, journalHeadsFile: file } = env()
  if (!journalKey) return
  const kept: Head = {
    ...head,
    at: new Date().toISOString(),
    ...(isAcknowledgement && { isAcknowledgement }),
  }
  try {
    makeOwnFolder(file)
    makeOwnFile(file)
    keepToOwner(file)
    // A line of its own also after one that a crash cut off.
    await appendFile(file, `\n${signedLine(kept, journalKey)}\n`, { flush: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    logLine({ level: 'error', event: 'journal.head-not-kept', position: head.position, reason })
  }
}

/** The head of the chain, for whoever keeps it elsewhere: signed where this console was given a key. */
export function signedHead(head: ChainHead, at: string): SignedHead {
  const { journalKey } = env()
  const kept: Head = { position: head.position, hash: head.hash, at }
  return journalKey ? { ...kept, signature: signatureOf(kept, journalKey) } : kept
}

/** The heads that this console was told to keep. @throws what reading the file answers. */
export async function keptHeads(): Promise<KeptHeads> {
  const { journalKey, journalHeadsFile } = env()
  return journalKey ? readHeads(journalHeadsFile, journalKey) : NOTHING_KEPT
}

/**
 * Reads a file of heads; one that is not there holds none. Without a key its lines are taken at their word.
 * @throws what reading the file answers.
 */
export async function readHeads(file: string, key: string | undefined): Promise<KeptHeads> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return ''
    throw error
  })
  const hashes = new Map<number, string>()
  for (const line of text.split('\n')) {
    const head = headOf(line)
    if (!head) continue
    if (key !== undefined && !isSigned(head, key))
      return {
        hashes,
        problem: `The file of heads has a line that this key did not sign (event ${head.position}).`,
      }
    if (head.isAcknowledgement) hashes.clear()
    const other = hashes.get(head.position)
    // Two heads of one position: the journal can agree with one of them at most.
    hashes.set(head.position, other === undefined || other === head.hash ? head.hash : 'two different hashes')
  }
  return { hashes }
}

/** A head with the signature of this console's key; the file of a console without one says so by having none. */
export type SignedHead = Head & { signature?: string }

const signatureOf = (head: Head, key: string) =>
  createHmac('sha256', key).update(canonicalJson(head)).digest('hex')

const signedLine = (head: Head, key: string) =>
  JSON.stringify({ ...head, signature: signatureOf(head, key) } satisfies SignedHead)

/** Whether a head was signed with this key. */
export function isSigned({ signature, ...head }: SignedHead, key: string): boolean {
  const [given, right] = [Buffer.from(String(signature)), Buffer.from(signatureOf(head, key))]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** A line that a crash cut off says nothing, like one that was taken away. */
function headOf(line: string): SignedHead | undefined {
  try {
    const head = JSON.parse(line) as SignedHead
    return typeof head?.position === 'number' ? head : undefined
  } catch {
    return undefined
  }
}
