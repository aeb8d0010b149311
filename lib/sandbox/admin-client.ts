import type {
  AdminAccount,
  AdminCredential,
  AdminFunctions,
  AdminStateQuery,
  AdminThrottle,
} from '@/lib/sandbox/admin/admin-schema'
import type { FunctionTruth } from '@/lib/sandbox/admin/function-truth'
import type { Fault } from '@/lib/sandbox/faults'
import type { LedgerEntry, LedgerQuery } from '@/lib/sandbox/ledger'
import type { SandboxPrincipal } from '@/lib/sandbox/state'

/** A sandbox in another process, as a test drives it. Every method rejects with the sandbox's own sentence. */
export interface SandboxAdmin {
  /** Control-plane calls, oldest first, that match every member given. */
  ledger(query?: LedgerQuery): Promise<LedgerEntry[]>
  clearLedger(): Promise<void>
  addFaults(...faults: readonly Fault[]): Promise<void>
  /** Faults that have not hit as often as they should. */
  pendingFaults(): Promise<Fault[]>
  clearFaults(): Promise<void>
  /** Calls a second for each budget, `aws` for Lambda's own, false for none. */
  setThrottle(rates: AdminThrottle['rates']): Promise<void>
  /** Adds an account; one that is there gets the settings that are given, and more regions and roles. */
  putAccount(account: AdminAccount): Promise<void>
  /** Adds a key, or replaces the one with the same id. */
  putCredential(credential: AdminCredential): Promise<Omit<SandboxPrincipal, 'denied'>>
  /** Adds functions, each replacing one of the same name; answers what is there then. */
  putFunctions(functions: AdminFunctions): Promise<FunctionTruth[]>
  /** The truth about a function, unthrottled and past every fault; null when there is none. */
  truth(query: AdminStateQuery): Promise<FunctionTruth | null>
}

/** A client of the admin doors of the sandbox at `url` (`http://127.0.0.1:<port>`). */
export function sandboxAdmin(url: string): SandboxAdmin {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${url}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const answer = (await response.json()) as Answer & { message?: string }
    if (!response.ok) throw new Error(`Sandbox ${method} ${path}: ${response.status} ${answer.message}`)
    return answer
  }
  const run = async (method: string, path: string, body?: unknown): Promise<void> => {
    await call(method, path, body)
  }
  return {
    ledger: async (query = {}) => {
      const search = new URLSearchParams(Object.entries(query))
      return (await call<{ entries: LedgerEntry[] }>('GET', `ledger?${search}`)).entries
    },
    clearLedger: () => run('DELETE', 'ledger'),
    addFaults: (...faults) => run('POST', 'faults', { faults }),
    pendingFaults: async () => (await call<{ faults: Fault[] }>('GET', 'faults')).faults,
    clearFaults: () => run('DELETE', 'faults'),
    setThrottle: (rates) => run('POST', 'throttle', { rates }),
    putAccount: (account) => run('POST', 'accounts', account),
    putCredential: async (credential) => {
      const path = 'credentials'
      return (await call<{ principal: Omit<SandboxPrincipal, 'denied'> }>('POST', path, credential)).principal
    },
    putFunctions: async (functions) =>
      (await call<{ functions: FunctionTruth[] }>('POST', 'functions', functions)).functions,
    truth: async (query) => (await call<{ truth: FunctionTruth | null }>('POST', 'state-query', query)).truth,
  }
}
