import 'server-only'
import * as z from 'zod/mini'
import { storedCorsSchema } from '@/lib/cors/value/schema'
import { authTypeSchema, invokeModeSchema } from '@/lib/identity/schema'
import type { IndexedState } from '@/lib/inventory/changed-rows'
import type { KnownBefore, ReadEvent } from '@/lib/outside/schema'
import { statementSchema } from '@/lib/permissions/schema'

/**
 * What stood there before a change, by what the index knew: only where it was read before the change was made. An event
 * tells new values alone, so that without this nobody knows.
 */
export function beforeEvent(event: ReadEvent, known: IndexedState): KnownBefore | undefined {
  if (/FunctionUrlConfig$/.test(event.operation)) return configBefore(event, known)
  if (event.operation === 'RemovePermission') return statementBefore(event, known)
  if (/FunctionConcurrency$/.test(event.operation)) return concurrencyBefore(event, known)
  return undefined
}

/** CloudTrail knows whole seconds: what was read in the same second may be from before or after. */
const isEarlier = (readAt: string | undefined, { at }: ReadEvent): readAt is string =>
  readAt !== undefined && readAt < at

function configBefore(event: ReadEvent, { config, configReadAt }: IndexedState): KnownBefore | undefined {
  if (!isEarlier(configReadAt, event) || config === undefined) return undefined
  if (config === null) return { config: null, readAt: configReadAt }
  const { authType, invokeMode, cors } = config
  return {
    config: {
      AuthType: authTypeSchema.parse(authType),
      InvokeMode: invokeModeSchema.parse(invokeMode),
      ...(cors !== null && { Cors: storedCorsSchema.parse(JSON.parse(cors)) }),
    },
    readAt: configReadAt,
  }
}

const statementsSchema = z.array(statementSchema)

function statementBefore(
  event: ReadEvent,
  { statements, statementsReadAt }: IndexedState,
): KnownBefore | undefined {
  if (!isEarlier(statementsReadAt, event) || !statements) return undefined
  const all = statementsSchema.parse(JSON.parse(statements))
  const statement = all.find(({ Sid }) => Sid !== undefined && Sid === event.told.statementId)
  return statement && { statement, readAt: statementsReadAt }
}

function concurrencyBefore(
  event: ReadEvent,
  { concurrency, concurrencyReadAt }: IndexedState,
): KnownBefore | undefined {
  if (!isEarlier(concurrencyReadAt, event) || concurrency === undefined) return undefined
  return { concurrency, readAt: concurrencyReadAt }
}
