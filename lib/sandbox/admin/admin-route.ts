import type { ServerResponse } from 'node:http'
import * as z from 'zod/mini'
import {
  accountSchema,
  credentialSchema,
  faultsSchema,
  functionsSchema,
  stateQuerySchema,
  throttleSchema,
} from '@/lib/sandbox/admin/admin-schema'
import { buildFunction } from '@/lib/sandbox/admin/build-function'
import { functionTruth } from '@/lib/sandbox/admin/function-truth'
import { addAccount, addCredential, regionOf } from '@/lib/sandbox/build'
import type { SandboxContext, SandboxRequest, SandboxRoute } from '@/lib/sandbox/route'
import type { AccountState } from '@/lib/sandbox/state'
import { AWS_RATES } from '@/lib/sandbox/throttle'

const PREFIX = '/_sandbox/'

class AdminError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

type AdminOperation = (context: SandboxContext, request: SandboxRequest) => unknown

function accountOf(context: SandboxContext, id: string): AccountState {
  const account = context.state.accounts.get(id)
  if (account === undefined) throw new AdminError(404, `The sandbox has no account ${id}.`)
  return account
}

function withBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  operation: (context: SandboxContext, body: z.infer<Schema>) => unknown,
): AdminOperation {
  return (context, request) => {
    // A type that no HTML form can send: a web page would have to ask first, and is never told yes.
    if (!request.headers['content-type']?.startsWith('application/json')) {
      throw new AdminError(415, 'The body must be application/json.')
    }
    return operation(context, schema.parse(JSON.parse(request.body.toString('utf8'))))
  }
}

const readLedger: AdminOperation = (context, request) => {
  const query = Object.fromEntries(request.url.searchParams)
  return { entries: context.ledger.read(query) }
}

const addFunctions = withBody(functionsSchema, (context, body) => {
  const region = regionOf(accountOf(context, body.account), body.region)
  const built = body.functions.map((spec) => buildFunction(context.state, region, spec))
  return { functions: built.map((target) => functionTruth(target, context.port)) }
})

const queryState = withBody(stateQuerySchema, (context, query) => {
  const { account, region, functionName } = query
  const target = accountOf(context, account).regions.get(region)?.functions.get(functionName)
  return { truth: target ? functionTruth(target, context.port) : null }
})

const putAccount = withBody(accountSchema, (context, body) => {
  const { regions = [], roles = [], ...details } = body
  const known = context.state.accounts.get(body.id)
  const account = known ? Object.assign(known, details) : addAccount(context.state, details)
  for (const region of regions) regionOf(account, region)
  for (const { name, denied, trustedAccounts } of roles) {
    const trusted = (principal: { account: string }) => trustedAccounts.includes(principal.account)
    account.roles.set(name, { denied: new Set(denied), trusted })
  }
  return { id: account.id }
})

const putCredential = withBody(credentialSchema, (context, body) => {
  accountOf(context, body.account)
  const { denied: _denied, ...principal } = addCredential(context.state, body)
  return { principal }
})

const OPERATIONS: Readonly<Record<string, AdminOperation>> = {
  'GET ledger': readLedger,
  'DELETE ledger': (context) => context.ledger.clear(),
  'GET faults': (context) => ({ faults: context.faults.pending() }),
  'POST faults': withBody(faultsSchema, (context, body) => {
    for (const fault of body.faults) context.faults.add(fault)
  }),
  'DELETE faults': (context) => context.faults.clear(),
  'POST throttle': withBody(throttleSchema, (context, { rates }) => {
    context.throttle.set(rates === 'aws' ? AWS_RATES : rates)
  }),
  // By this the console tells it from other endpoints on this computer.
  'GET about': () => ({ sandbox: 'function-url-console' }),
  'POST accounts': putAccount,
  'POST credentials': putCredential,
  'POST functions': addFunctions,
  'POST state-query': queryState,
}

// Reachable by programs on this machine only: a browser always says where a request that changes something comes from.
function isFromProgram(request: SandboxRequest, port: number): boolean {
  const isOurHost = request.host === `127.0.0.1:${port}` || request.host === `localhost:${port}`
  return isOurHost && request.headers.origin === undefined && request.headers['sec-fetch-site'] === undefined
}

function refusalOf(error: unknown): { status: number; message: string } {
  if (error instanceof AdminError) return { status: error.status, message: error.message }
  if (error instanceof z.core.$ZodError || error instanceof SyntaxError) {
    return { status: 400, message: error.message }
  }
  throw error
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body ?? {}))
}

/** The sandbox's own doors for tests in other processes: worlds, faults, rates, and what really happened. */
export const adminRoute: SandboxRoute = {
  name: 'sandbox admin',
  matches: (request) => request.rawPath.startsWith(PREFIX),
  async handle(context, request, response) {
    const operation = OPERATIONS[`${request.method} ${request.rawPath.slice(PREFIX.length)}`]
    if (operation === undefined || !isFromProgram(request, context.port)) {
      return answer(response, operation ? 403 : 404, { message: 'Not for this address, method or caller.' })
    }
    try {
      answer(response, 200, operation(context, request))
    } catch (error) {
      const { status, message } = refusalOf(error)
      answer(response, status, { message })
    }
  },
}
