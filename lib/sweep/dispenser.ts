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

/**
 * Works off what a query names, several at a time, none twice at once, until there is nothing and nothing more will
 * come. The order is the query's at the moment of asking, so what turns out to be urgent soon comes first.
 */
export async function workOff<Item>(options: DispenserOptions<Item>): Promise<void> {
  const { keyOf, fetch, work, width, isOpen, signal } = options
  const running = new Map<string, Promise<void>>()
  let problem: { error: unknown } | undefined
  const start = (item: Item) => {
    const key = keyOf(item)
    const ending = work(item)
      .catch((error: unknown) => {
        problem ??= { error }
      })
      .finally(() => running.delete(key))
    running.set(key, ending)
  }
  let waiting: Item[] = []
  while (!problem && !signal.aborted) {
    if (waiting.length === 0) {
      const wasOpen = isOpen()
      waiting = (await fetch(width * AHEAD)).filter((item) => !running.has(keyOf(item)))
      if (waiting.length === 0 && running.size === 0 && !wasOpen) break
    }
    while (waiting.length > 0 && running.size < width) {
      const next = waiting.shift()
      if (next !== undefined) start(next)
    }
    await Promise.race([...running.values(), ...(waiting.length === 0 ? [pause(LOOK_AGAIN_MS)] : [])])
  }
  await Promise.all(running.values())
  if (problem) throw problem.error
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds))
