import 'server-only'
import type { ExportAbout } from '@/lib/activity/export'
import { type ExportedEvent, exportedEvent } from '@/lib/activity/exported-event'
import type { JournalEventRow } from '@/lib/db/tables'
import { type ChainHead, GENESIS, linkProblem, ownProblem } from '@/lib/journal/chain'
import { columnsOf, parseText } from '@/lib/journal/event-text'

/** What was found out about an export by itself. */
export interface ExportVerdict {
  events: number
  /** Sentences; none: it is what was exported, as far as it goes. */
  problems: string[]
  /** Positions that are not in it, as sentences: what was filtered away or may not be seen. */
  gaps: string[]
  about?: ExportAbout
  last: ChainHead
  /** Of each event, to compare it with a record. */
  hashes: Map<number, string>
}

/** Reads an export as JSON lines and checks it against itself: each event, and the chain from one to the next. */
export async function verifyExport(lines: AsyncIterable<string>): Promise<ExportVerdict> {
  const verdict: ExportVerdict = { events: 0, problems: [], gaps: [], last: GENESIS, hashes: new Map() }
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const value = parsed(line)
    if (number === 1 && isAbout(value)) verdict.about = value
    else if (isEvent(value)) visit(verdict, value)
    else verdict.problems.push(`Line ${number} is no event of an export.`)
  }
  if (!verdict.about) verdict.problems.push('The first line, which says what it is an export of, is missing.')
  else checkEnd(verdict, verdict.about)
  return verdict
}

function visit(verdict: ExportVerdict, event: ExportedEvent): void {
  const { last, problems, gaps } = verdict
  const row = rowOf(event)
  if (row === undefined) problems.push(`Event ${event.position} has a text that is none.`)
  else {
    const problem = ownProblem(row) ?? otherProblem(row, event)
    if (problem) problems.push(problem)
  }
  if (event.position <= last.position) problems.push(`Event ${event.position} is not in its place.`)
  else if (event.position > last.position + 1) gaps.push(gapText(last.position + 1, event.position - 1))
  else {
    const link = linkProblem(last, {
      position: event.position,
      previous_hash: event.previousHash,
    } as JournalEventRow)
    if (link) problems.push(link.reason)
  }
  verdict.last = { position: event.position, hash: event.hash }
  verdict.hashes.set(event.position, event.hash)
  verdict.events++
}

/** The row that the record has for an event; its columns are told by its text. */
function rowOf({ position, text, hash, previousHash }: ExportedEvent): JournalEventRow | undefined {
  try {
    return { ...columnsOf(parseText(text)), position, text, hash, previous_hash: previousHash }
  } catch {
    return undefined
  }
}

/** Members that people read and the hash does not cover: they say what the text says. Sentences change with versions. */
function otherProblem(row: JournalEventRow, event: ExportedEvent): string | undefined {
  const told = exportedEvent(row)
  const members = Object.keys(told) as (keyof ExportedEvent)[]
  const other = members.find((member) => member !== 'says' && told[member] !== event[member])
  return other && `Event ${event.position} says something else than its text (${other}).`
}

function checkEnd({ last, problems, gaps }: ExportVerdict, { head, isWhole }: ExportAbout): void {
  if (last.position > head.position) problems.push('There are events after the head that the export names.')
  if (last.position === head.position && last.hash !== head.hash)
    problems.push(`Event ${last.position} is not the one that the export names as its last.`)
  if (last.position < head.position) gaps.push(gapText(last.position + 1, head.position))
  // In an export of everything nothing may be missing.
  if (isWhole) problems.push(...gaps.splice(0))
}

const gapText = (from: number, to: number) =>
  from === to ? `Event ${from} is not in it.` : `Events ${from} to ${to} are not in it.`

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const isAbout = (value: unknown): value is ExportAbout => {
  const { export: what, head } = (value ?? {}) as Partial<ExportAbout>
  return what === 'record' && typeof head?.position === 'number' && typeof head.hash === 'string'
}

const isEvent = (value: unknown): value is ExportedEvent => {
  const { position, text, hash, previousHash } = (value ?? {}) as Partial<ExportedEvent>
  return typeof position === 'number' && [text, hash, previousHash].every((each) => typeof each === 'string')
}
