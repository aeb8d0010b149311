/** What goes wrong instead of, or around, the answer. */
export type FaultEffect =
  | { readonly status: number; readonly code: string; readonly message?: string }
  | 'reset'
  | 'hang'
  | { readonly slowMs: number }
  /** Something on the way answers in the service's place. */
  | {
      readonly foreign: {
        readonly status: number
        readonly headers?: Readonly<Record<string, string>>
        readonly body?: string
      }
    }

/** A scripted failure. `before` the effect leaves the world as it was; `after` it the change is made and the reply lost. */
export interface Fault {
  /** An operation such as `AddPermission`, or `*`. */
  readonly operation: string
  readonly functionName?: string
  readonly account?: string
  readonly region?: string
  readonly when: 'before' | 'after'
  readonly what: FaultEffect
  /** How many matching calls it hits. */
  readonly times: number
  /** How many matching calls pass unharmed first. */
  readonly skip?: number
}

/** The call a fault is matched against. */
export interface FaultTarget {
  readonly operation: string
  readonly functionName?: string
  readonly account: string
  readonly region: string
}

interface ArmedFault {
  readonly fault: Fault
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
