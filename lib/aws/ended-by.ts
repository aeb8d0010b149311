import 'server-only'

/**
 * The work's result, or the signal's reason as soon as it is aborted: the SDK sleeps between its attempts and
 * does not hear the signal then.
 */
export function endedBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
