/** What goes wrong instead of, or around, the answer. */
export type FaultEffect =
  | { status: number; code: string; message?: string }
  | 'reset'
  | 'hang'
  | { slowMs: number }
  /** Something on the way answers in the service's place. */
  | {
      foreign: {
        status: number
        headers?: Readonly<Record<string, string>>
        body?: string
      }
    }

/** A scripted failure. `before` the effect leaves the world as it was; `after` it the change is made and the reply lost. */
export interface Fault {
  /** An operation such as `AddPermission`, or `*`. */
  operation: string
  functionName?: string
  account?: string
  region?: string
  when: 'before' | 'after'
  what: FaultEffect
  /** How many matching calls it hits. */
  times: number
  /** How many matching calls pass unharmed first. */
  skip?: number
}

/** The call a fault is matched against. */
export interface FaultTarget {
  operation: string
  functionName?: string
  account: string
  region: string
}

interface ArmedFault {
  fault: Fault
  remaining: number
  toSkip: number
}

function isHit(fault: Fault, target: FaultTarget, when: Fault['when']): boolean {
  return (
    fault.when === when &&
    (fault.operation === '*' || fault.operation === target.operation) &&
    (fault.functionName === undefined || fault.functionName === target.functionName) &&
    (fault.account === undefined || fault.account === target.account) &&
    (fault.region === undefined || fault.region === target.region)
  )
}

/** The script: the first armed fault that matches a call wins and counts down. */
export class Faults {
  private armed: ArmedFault[] = []

  add(fault: Fault): void {
    this.armed.push({ fault, remaining: fault.times, toSkip: fault.skip ?? 0 })
  }

  /** The effect for this call at this moment, or undefined when it may pass. */
  take(target: FaultTarget, when: Fault['when']): FaultEffect | undefined {
    const match = this.armed.find((entry) => entry.remaining > 0 && isHit(entry.fault, target, when))
    if (match === undefined) return undefined
    if (match.toSkip > 0) {
      match.toSkip -= 1
      return undefined
    }
    match.remaining -= 1
    return match.fault.what
  }

  /** Faults that have not hit as often as they should. */
  pending(): Fault[] {
    return this.armed.filter((entry) => entry.remaining > 0).map((entry) => entry.fault)
  }

  clear(): void {
    this.armed = []
  }
}
