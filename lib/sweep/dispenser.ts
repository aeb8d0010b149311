import 'server-only'

interface DispenserOptions<Item> {
  keyOf: (item: Item) => string
  /** The next ones in their order; those under way may be among them. */
  fetch: (count: number) => Promise<Item[]>
  /** Does one; what it throws ends all work. */
  work: (item: Item) => Promise<void>
  /** How many at a time. */
  width: number
  /** Whether more may come when there is nothing now. */
  isOpen: () => boolean
  signal: AbortSignal
}

const AHEAD = 4
const LOOK_AGAIN_MS = 100
/** A query that takes longer than this is asked for more at a time … */
const SLOW_MS = 10
const FAR_AHEAD = 16
/** … and so seldom that a tenth of the time goes into looking: the whole process waits for SQLite. */
const REST_FOR_EACH_MS = 9

/**
 * Works off what a query names, several at a time, none twice at once, until there is nothing and nothing more will
 * come. The order is the query's at the moment of asking, so what turns out to be urgent soon comes first.
 */
export async function workOff<Item>(options: DispenserOptions<Item>): Promise<void> {
  const { keyOf, work, width, isOpen, signal } = options
  const running = new Map<string, Promise<void>>()
  /** What has ended since the query was asked last, which may not have seen that it is done. */
  let ended = new Set<string>()
  const look = lookingWith(options)
  let problem: { error: unknown } | undefined
  const start = (item: Item) => {
    const key = keyOf(item)
    const ending = work(item)
      .catch((error: unknown) => {
        problem ??= { error }
      })
      .finally(() => {
        running.delete(key)
        ended.add(key)
      })
    running.set(key, ending)
  }
  let waiting: Item[] = []
  while (!problem && !signal.aborted) {
    if (waiting.length === 0 && look.isTime()) {
      const wasOpen = isOpen()
      ended = new Set()
      waiting = await look.again((item) => !running.has(keyOf(item)) && !ended.has(keyOf(item)))
      if (waiting.length === 0 && running.size === 0 && !wasOpen) break
    }
    while (waiting.length > 0 && running.size < width) {
      const next = waiting.shift()
      if (next !== undefined) start(next)
    }
    await Promise.race([...running.values(), ...(waiting.length === 0 ? [pause(look.restsFor())] : [])])
  }
  await Promise.all(running.values())
  if (problem) throw problem.error
}

/** When and how much the query is asked. */
function lookingWith<Item>({ fetch, width }: DispenserOptions<Item>) {
  let nextAt = 0
  let took = 0
  const restsFor = () => Math.max(0, nextAt - performance.now())
  return {
    restsFor,
    isTime: () => restsFor() === 0,
    again: async (isNew: (item: Item) => boolean) => {
      const from = performance.now()
      const found = (await fetch(width * (took > SLOW_MS ? FAR_AHEAD : AHEAD))).filter(isNew)
      took = performance.now() - from
      const rest = took * REST_FOR_EACH_MS
      nextAt = performance.now() + (found.length > 0 ? rest : Math.max(LOOK_AGAIN_MS, rest))
      return found
    },
  }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds))
