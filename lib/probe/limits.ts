/** What the console sends and shows at most; sizes in bytes (UTF-8) or characters, times in milliseconds. */
export const PROBE_LIMITS = {
  pathLength: 4096,
  pairs: 50,
  pairLength: 8192,
  /** All names and values of headers together. */
  headersLength: 16_384,
  bodyBytes: 256 * 1024,
  /** Of the reply's body; more is not read. */
  replyBytes: 1024 * 1024,
  /** Of the reply's status line and headers together. */
  replyHeadBytes: 64 * 1024,
  /** Until the reply's head is here, and until a buffered reply is here as a whole. */
  replyMs: 15_000,
  /** Until a streamed reply is cut off. */
  streamMs: 60_000,
  /** Requests of one person under way, and begun within a minute. */
  atOnce: 6,
  aMinute: 120,
} as const
