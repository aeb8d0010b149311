/** Who acts. Until sign-in exists there is one: the person at this computer. */
export interface Actor {
  kind: 'local-operator'
  /** What the journal and the screen call this person. */
  name: string
}

/** People come before background reading in the pace to AWS. */
export type Priority = 'person' | 'background'

/** What every verb is told about the call it serves; doorways make it, tests write it by hand. */
export interface Context {
  actor: Actor
  requestId: string
  signal: AbortSignal
  /** Milliseconds since the epoch after which no further attempt is begun. */
  deadline: number
  priority: Priority
  now: () => Date
}

/** The shape of every verb. */
export interface VerbCall<Input> {
  ctx: Context
  input: Input
}
