import type { LambdaClient } from '@aws-sdk/client-lambda'

/** In milliseconds. */
export interface Timing {
  total: number
  /** Time with a request to AWS under way. */
  calls: number
}

/** Requests under way, from the signed request to the parsed answer. */
export class WireClock {
  private readonly spans: { from: number; to: number }[] = []

  watch(client: LambdaClient): void {
    client.middlewareStack.add(
      (next) => async (given) => {
        const from = performance.now()
        try {
          return await next(given)
        } finally {
          this.spans.push({ from, to: performance.now() })
        }
      },
      { step: 'deserialize', priority: 'high', name: 'wireClock' },
    )
  }

  /** Runs `work`; calls side by side count once. */
  async time(work: () => Promise<unknown>): Promise<Timing> {
    this.spans.length = 0
    const from = performance.now()
    await work()
    const total = performance.now() - from
    let calls = 0
    let covered = from
    for (const span of this.spans.sort((a, b) => a.from - b.from)) {
      calls += Math.max(0, span.to - Math.max(span.from, covered))
      covered = Math.max(covered, span.to)
    }
    return { total, calls }
  }
}
