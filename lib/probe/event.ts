/** Why a reply ended: it was whole, too large or too long for the console, or it broke off. */
export type ReplyEnd = 'complete' | 'too-large' | 'too-long' | 'broken'

/** A header line as it went out or came in; `null`: a value that is not shown. */
export type ShownHeader = readonly [name: string, value: string | null]

/** What the console tells of a request that it sends, one line each, as it happens. Times in milliseconds. */
export type ProbeEvent =
  | {
      kind: 'head'
      /** As it was sent. */
      url: string
      sent: ShownHeader[]
      status: number
      statusText: string
      /** As received: spelled, ordered and repeated as on the wire. */
      headers: ShownHeader[]
      isStreamed: boolean
      firstByteMs: number
    }
  | { kind: 'chunk'; base64: string }
  | { kind: 'end'; end: ReplyEnd; bytes: number; totalMs: number }
