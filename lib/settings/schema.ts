/** What is set for everybody who uses this console. */
export interface ConsoleSettings {
  /** Whether the requests of every function URL are counted once a day, and not only of those that are on screen. */
  countsAllTraffic: boolean
  /** Who set it last; absent: nobody. */
  setBy?: string
  setAt?: string
  /** How many function URLs the index knows: as many metrics are asked for once a day. */
  urls: number
  isReadOnly: boolean
}
