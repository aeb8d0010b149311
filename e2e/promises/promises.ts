/** A promise about safety (S) or about what happens when something fails (R). */
export interface PromiseText {
  id: string
  title: string
  text: string
}

/** Everything that the console promises; a test or proof shows one by `promise(id, counts)`. */
export const PROMISES: readonly PromiseText[] = [
  {
    id: 'S1',
    title: 'Rights',
    text: 'no action or handler has an effect or shows data without session, role and scope',
  },
  { id: 'S2', title: 'Hostile input', text: 'never reaches AWS or the database' },
  {
    id: 'S3',
    title: 'Other sites',
    text: 'cross-site, missing and null Origin and a spoofed forwarded host are refused',
  },
  {
    id: 'S4',
    title: 'Headers',
    text: 'strict CSP with a nonce, Trusted Types, no framing, nosniff, on every response',
  },
  { id: 'S5', title: 'Live requests', text: 'reach function URLs and nothing else' },
  { id: 'S6', title: 'Text of AWS', text: 'is text everywhere' },
  { id: 'S7', title: 'Deletion', text: 'cannot be forged, replayed or clicked by accident' },
  { id: 'S8', title: 'Secrets', text: 'stay on the server' },
  { id: 'S9', title: 'Sign-in', text: 'resists guessing; sessions can be ended at once' },
  {
    id: 'S10',
    title: 'The record',
    text: 'cannot be changed unseen; what cannot be recorded is not done',
  },
  { id: 'S11', title: 'Exports and logs', text: 'exported CSV runs nothing; log lines cannot be forged' },
  { id: 'R1', title: 'Throttling', text: 'waits, says so, loses nothing' },
  {
    id: 'R2',
    title: 'A reply lost after the effect',
    text: 'the verdict shown is the truth, for every kind of write and every point of failure',
  },
  { id: 'R3', title: 'Double click, retry, back and forward', text: 'one effect' },
  {
    id: 'R4',
    title: 'Somebody else changed it',
    text: 'never overwritten unseen, but for the last round trip, which AWS leaves open for the URL’s configuration',
  },
  {
    id: 'R5',
    title: 'One step of several fails',
    text: 'what was done is said; finish or undo; never left more open than asked',
  },
  {
    id: 'R6',
    title: 'Killed in the middle of a write',
    text: 'every intent is resolved from what AWS says',
  },
  {
    id: 'R7',
    title: 'AWS slow, silent, away',
    text: 'last known state with its age; no request over 15 s; recovers by itself',
  },
  {
    id: 'R8',
    title: 'Credentials expired or denied, clock wrong',
    text: 'a message and a next step of its own for each',
  },
  {
    id: 'R9',
    title: 'The session ends or a new version comes during an edit',
    text: 'nothing typed is lost',
  },
  {
    id: 'R10',
    title: 'Stop signal',
    text: 'streams closed, running writes ended or in the record, gone within 10 s',
  },
  {
    id: 'R11',
    title: 'The database is away',
    text: 'reads go on, writes are refused, recovers by itself',
  },
  {
    id: 'R12',
    title: 'Second process, kill -9, full disk',
    text: 'all go on or are refused with the remedy; no acknowledged row is lost; the file verifies',
  },
]
