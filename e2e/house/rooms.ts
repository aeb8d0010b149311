import { isTest, placeOf } from './floors'
import { byPath, resolveImport } from './project'
import type { SourceFile, Violation } from './source-file'

/** Rooms that are divided: each of their folders is a room of its own. */
const DIVIDED_ROOMS = ['lib/cors']

/** The room that a file stands in: a folder of lib or components; a loose file is a room by itself. */
export function roomOf(path: string): string | undefined {
  const [top = '', room = '', inner = ''] = path.split('/')
  if (top !== 'lib' && top !== 'components') return undefined
  return DIVIDED_ROOMS.includes(`${top}/${room}`) ? `${top}/${room}/${inner}` : `${top}/${room}`
}

/** Which rooms each room imports from, within lib and within components; type imports count, tests do not. */
function roomGraph(files: SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = byPath(files)
  const graph = new Map<string, Set<string>>()
  for (const file of files) {
    const from = isPartOfHouse(file) ? roomOf(file.path) : undefined
    if (!from) continue
    const reached = graph.get(from) ?? new Set<string>()
    graph.set(from, reached)
    for (const { specifier } of file.imports) {
      const target = resolveImport(file.path, specifier, known)
      const to = target && isPartOfHouse(target) ? roomOf(target.path) : undefined
      if (to && to !== from && topOf(to) === topOf(from)) reached.add(to)
    }
  }
  return graph
}

/** Sets of rooms each of which can be reached from each other (strongly connected, Tarjan 1972), largest first. */
export function roomTangles(files: SourceFile[]): string[][] {
  const graph = roomGraph(files)
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const trail: string[] = []
  const tangles: string[][] = []
  const visit = (room: string): number => {
    order.set(room, order.size)
    low.set(room, order.size - 1)
    trail.push(room)
    for (const next of graph.get(room) ?? []) {
      const reached = order.has(next) ? (trail.includes(next) ? order.get(next) : undefined) : visit(next)
      low.set(room, Math.min(low.get(room) ?? 0, reached ?? Number.POSITIVE_INFINITY))
    }
    if (low.get(room) === order.get(room)) {
      const tangle = trail.splice(trail.indexOf(room))
      if (tangle.length > 1) tangles.push(tangle.sort())
    }
    return low.get(room) ?? 0
  }
  for (const room of graph.keys()) if (!order.has(room)) visit(room)
  return tangles.sort((a, b) => b.length - a.length)
}

/** A newcomer finds every room in ARCHITECTURE.md: those of lib before the heading of components, those after it. */
export function unnamedRooms(paths: readonly string[], architecture: string): Violation[] {
  const [lib = '', components = ''] = architecture.split('### `components`')
  const rooms = new Set(paths.flatMap((path) => /^(?:lib|components)\/[^/]+(?=\/)/.exec(path)?.[0] ?? []))
  return [...rooms].flatMap((room) => {
    const [top, name] = room.split('/')
    const text = top === 'lib' ? lib : components
    const isNamed =
      text.includes(`\`${name}\``) || text.includes(`\`${name}/`) || text.includes(`\`${room}\``)
    return isNamed ? [] : [{ path: room, line: 1, message: 'is a room that ARCHITECTURE.md does not name' }]
  })
}

const topOf = (room: string) => room.split('/')[0]

function isPartOfHouse(file: SourceFile): boolean {
  return !isTest(file.path) && typeof placeOf(file) === 'number'
}
