export type GateId =
  | 'address'
  | 'alias'
  | 'cors'
  | 'auth-type'
  | 'url-permission'
  | 'function-permission'
  | 'deny'
  | 'concurrency'
  | 'function'

/** `unseen`: what decides here cannot be read from here. `no-gate`: it stops no request. */
export type GateStatus = 'passed' | 'stopped' | 'depends' | 'unseen' | 'no-gate' | 'not-reached'

export interface Gate {
  id: GateId
  title: string
  status: GateStatus
  text: string
  /** What the caller is answered when the request ends here. */
  answer?: 403 | 429 | 502
}
