/** Told to the window when a link cannot be followed, since the console does not answer. */
export const AWAY_EVENT = 'console-away'

const ASK_AGAIN = 1_000

/**
 * Where the console cannot be reached, Next follows a link by a plain navigation: the browser then shows its own
 * page, and whatever stood on ours is gone. Here the request of such a link waits until the console is there again.
 */
export function stayOnPage(): void {
  const ask = window.fetch
  let newest = 0
  const untilAnswered = async (...request: Parameters<typeof fetch>): Promise<Response> => {
    const mine = ++newest
    for (let isTold = false; ; isTold = true) {
      try {
        return await ask(...request)
      } catch (error) {
        if (request[1]?.signal?.aborted) throw error
        if (!isTold) window.dispatchEvent(new Event(AWAY_EVENT))
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN))
      // Another link was clicked since: nobody waits for this one any more.
      if (mine !== newest) return new Promise(() => undefined)
    }
  }
  window.fetch = (...request) => (isFollowing(request[1]) ? untilAnswered(...request) : ask(...request))
}

/** Next's own request for another page; what it only reads ahead may fail. */
function isFollowing(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers)
  return headers.has('rsc') && !headers.has('next-router-prefetch') && !headers.has('next-action')
}
