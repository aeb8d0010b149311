const NAME = 'console-signed-in'

/** Tells all tabs of the console that somebody has signed in. */
export function tellSignedIn(personId: string): void {
  const channel = new BroadcastChannel(NAME)
  channel.postMessage(personId)
  channel.close()
}

/** Hears it in another tab; gives what ends it. */
export function hearSignedIn(heard: (personId: string) => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => heard(String(data))
  return () => channel.close()
}
