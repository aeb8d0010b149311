import type { AccessFacts } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import type { Gate } from '@/lib/access/gate'
import { permissionGates } from '@/lib/access/permission-gates'

/**
 * The path of one caller's request, gate by gate; behind the gate that stops it nothing is reached, though the gates
 * there still say what would happen. Which of several gates AWS asks first makes no difference to the caller, but
 * between 403 and 429, where the documentation gives no order.
 */
export function walkGates(facts: AccessFacts, caller: Caller): Gate[] {
  const gates = gatesOf(facts, caller)
  const end = gates.findIndex(({ status }) => status === 'stopped')
  return gates.map((gate, place) =>
    end >= 0 && place > end && gate.status !== 'no-gate' ? { ...gate, status: 'not-reached' as const } : gate,
  )
}

/** Each gate for itself, whatever the ones before it do. */
export function gatesOf(facts: AccessFacts, caller: Caller): Gate[] {
  return [
    addressGate(facts),
    aliasGate(facts),
    CORS_GATE,
    authTypeGate(facts, caller),
    ...permissionGates(facts, caller),
    concurrencyGate(facts),
    FUNCTION_GATE,
  ]
}

function addressGate({ identity, authType }: AccessFacts): Gate {
  const gate = { id: 'address' as const, title: 'The address is a function URL' }
  const name = `${identity.functionName}:${identity.qualifier}`
  if (authType !== null) return { ...gate, status: 'passed', text: `It belongs to ${name}.` }
  const text = `${name} has no function URL. Its former address answers 403 with {"Message":null}.`
  return { ...gate, status: 'stopped', answer: 403, text }
}

function aliasGate({ alias, identity: { qualifier } }: AccessFacts): Gate {
  const gate = { id: 'alias' as const, title: 'The alias exists' }
  if (!alias.ok) return { ...gate, status: 'unseen', text: `It could not be read: ${alias.failure.message}` }
  if (alias.value === 'own-url')
    return { ...gate, status: 'passed', text: 'No alias needed: the URL is on $LATEST.' }
  if (alias.value === 'exists') return { ...gate, status: 'passed', text: `The alias ${qualifier} exists.` }
  const text = `The alias ${qualifier} was deleted, and its policy with it. The URL stays and answers 403. A new alias of this name brings it back, but needs new grants.`
  return { ...gate, status: 'stopped', answer: 403, text }
}

const CORS_GATE: Gate = {
  id: 'cors',
  title: 'CORS',
  status: 'no-gate',
  text: 'CORS never blocks the request itself; browsers enforce it.',
}

function authTypeGate({ authType }: AccessFacts, caller: Caller): Gate {
  const gate = { id: 'auth-type' as const, title: `Auth type ${authType ?? ''}`.trim() }
  if (authType !== 'AWS_IAM')
    return { ...gate, status: 'passed', text: 'Signatures are ignored; every caller is anonymous.' }
  if (caller.kind !== 'unsigned')
    return {
      ...gate,
      status: 'passed',
      text: 'The request must be signed with SigV4 for the service lambda and this Region.',
    }
  return {
    ...gate,
    status: 'stopped',
    answer: 403,
    text: 'The request is not signed, and AWS_IAM requires a SigV4 signature.',
  }
}

function concurrencyGate({ reservedConcurrency }: AccessFacts): Gate {
  const gate = { id: 'concurrency' as const, title: 'Concurrency' }
  if (!reservedConcurrency.ok)
    return { ...gate, status: 'unseen', text: `It could not be read: ${reservedConcurrency.failure.message}` }
  const { value } = reservedConcurrency
  if (value === 0)
    return {
      ...gate,
      status: 'stopped',
      answer: 429,
      text: 'The reserved concurrency is 0: every call gets 429.',
    }
  if (value === null)
    return {
      ...gate,
      status: 'passed',
      text: 'Uses the account’s shared concurrency; excess requests get 429.',
    }
  const text = `${value} reserved: at most ${10 * value} requests a second; excess requests get 429.`
  return { ...gate, status: 'passed', text }
}

const FUNCTION_GATE: Gate = {
  id: 'function',
  title: 'The function runs',
  status: 'passed',
  text: 'The response comes from your code. An unhandled error returns 502.',
}
