import { FailureError, type Result } from '@/lib/failures/result'

interface BatchReaderOptions<Item, Value> {
  /** Asks for several things in one request and answers them one by one, in the order of asking. */
  readBatch: (items: Item[]) => Promise<Result<Value>[]>
  maxItems: number
  maxInFlight: number
  /** Milliseconds that an item waits for company; one given up meanwhile is never asked for. */
  gatherFor: number
}

interface Waiting<Item, Value> {
  item: Item
  resolve: (value: Value) => void
  reject: (reason: unknown) => void
}

/** Turns reads of single things into few requests: gathered, bounded in size and in number, dropped when given up. */
export class BatchReader<Item, Value> {
  private readonly waiting = new Set<Waiting<Item, Value>>()
  private inFlight = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly options: BatchReaderOptions<Item, Value>) {}

  /**
   * The item's value. Aborting takes it out of the queue; once asked for, the answer comes all the same.
   * @throws {FailureError} the failure of this item or of its whole request.
   */
  load(item: Item, signal: AbortSignal): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const waiting = { item, resolve, reject }
      this.waiting.add(waiting)
      const drop = () => {
        if (this.waiting.delete(waiting)) reject(signal.reason)
      }
      signal.addEventListener('abort', drop, { once: true })
      this.gather()
    })
  }

  private gather(): void {
    if (this.timer !== undefined || this.waiting.size === 0) return
    if (this.inFlight >= this.options.maxInFlight) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      void this.ask()
    }, this.options.gatherFor)
  }

  private async ask(): Promise<void> {
    const batch = [...this.waiting].slice(0, this.options.maxItems)
    if (batch.length === 0) return
    for (const waiting of batch) this.waiting.delete(waiting)
    this.inFlight += 1
    this.gather()
    try {
      const results = await this.options.readBatch(batch.map(({ item }) => item))
      for (const [index, waiting] of batch.entries()) settle(waiting, results[index])
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      this.inFlight -= 1
      this.gather()
    }
  }
}

function settle<Item, Value>(
  { resolve, reject }: Waiting<Item, Value>,
  result: Result<Value> | undefined,
): void {
  const unanswered = { code: 'internal', message: 'The console left this one out of its response.' } as const
  if (result?.ok) resolve(result.value)
  else reject(new FailureError(result?.failure ?? unanswered))
}
