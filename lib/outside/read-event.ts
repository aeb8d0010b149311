import * as z from 'zod/mini'
import { storedCorsSchema } from '@/lib/cors/value/schema'
import { LATEST } from '@/lib/identity/qualifier'
import { authTypeSchema, invokeModeSchema, type Target } from '@/lib/identity/schema'
import { operationOfEvent } from '@/lib/outside/event-names'
import type { KnownConfig, ReadEvent, ToldChange } from '@/lib/outside/schema'
import { viaOf, whoOf } from '@/lib/outside/who'
import { statementSchema } from '@/lib/permissions/schema'
import { withoutTokens } from '@/lib/permissions/without-tokens'

const members = z.nullish(z.record(z.string(), z.unknown()))

/** Of an event's body what the console shows (CloudTrail user guide, "Record contents"). */
const bodySchema = z.looseObject({
  eventTime: z.string(),
  eventName: z.string(),
  requestID: z.optional(z.string()),
  sourceIPAddress: z.optional(z.string()),
  userAgent: z.optional(z.string()),
  sessionCredentialFromConsole: z.optional(z.string()),
  errorCode: z.optional(z.string()),
  errorMessage: z.optional(z.string()),
  userIdentity: z.optional(z.looseObject({})),
  requestParameters: members,
  responseElements: members,
})

type Body = z.output<typeof bodySchema>
type Members = Record<string, unknown>

/** An event as LookupEvents answers it: what is told of it stands in its body, as JSON. */
interface TrailEvent {
  EventId?: string
  CloudTrailEvent?: string
}

/** A change as an event tells it, without event source tokens; `undefined` for what cannot be read as one. */
export function readEvent(target: Target, { EventId, CloudTrailEvent }: TrailEvent): ReadEvent | undefined {
  const body = bodyOf(CloudTrailEvent)
  const sent = body?.requestParameters
  if (!EventId || !body || !sent) return undefined
  const operation = operationOfEvent(body.eventName)
  const place = placeOf(operation, sent)
  if (!place) return undefined
  const at = new Date(body.eventTime)
  if (Number.isNaN(at.getTime())) return undefined
  return {
    account: target.account,
    region: target.region,
    ...place,
    eventId: EventId,
    at: at.toISOString(),
    operation,
    requestId: body.requestID ?? '',
    told: withoutTokens(toldOf(operation, body, sent)),
  }
}

function bodyOf(text: string | undefined): Body | undefined {
  try {
    const parsed = bodySchema.safeParse(JSON.parse(text ?? ''))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

const textIn = (from: Members, ...names: string[]): string | undefined =>
  names.map((name) => from[name]).find((value) => typeof value === 'string')

/** About the whole function, whichever qualifier its URLs hang on. */
const OF_FUNCTION = /^(Put|Delete)FunctionConcurrency$|^DeleteFunction$/

/** A function is named as the caller named it: by name, ARN or a part of one, with a qualifier or without. */
function placeOf(
  operation: string,
  sent: Members,
): Pick<ReadEvent, 'functionName' | 'qualifier'> | undefined {
  const named = textIn(sent, 'functionName', 'resourceArn')
  if (!named) return undefined
  const parts = named.split(':')
  const [functionName, inName] = parts.includes('function')
    ? parts.slice(parts.indexOf('function') + 1)
    : parts.slice(named.startsWith('arn:') ? 6 : 0)
  if (!functionName) return undefined
  if (OF_FUNCTION.test(operation)) return { functionName }
  const alias = operation === 'DeleteAlias' ? textIn(sent, 'name') : undefined
  return { functionName, qualifier: alias ?? textIn(sent, 'qualifier') ?? inName ?? LATEST }
}

function toldOf(operation: string, body: Body, sent: Members): ToldChange {
  const answered = body.responseElements ?? {}
  const via = viaOf(body)
  const { errorCode, errorMessage, sourceIPAddress } = body
  const statement = statementIn(answered)
  const concurrency = sent.reservedConcurrentExecutions
  const config = /^(Create|Update)FunctionUrlConfig$/.test(operation) ? configIn(answered) : undefined
  const statementId = textIn(sent, 'statementId')
  return {
    who: whoOf(body.userIdentity ?? {}),
    ...(via && { via }),
    ...(sourceIPAddress && { sourceIp: sourceIPAddress }),
    ...(errorCode && { error: { code: errorCode, ...(errorMessage && { message: errorMessage }) } }),
    ...(config && { config }),
    ...(statement && { statement }),
    ...(statementId && { statementId }),
    ...(typeof concurrency === 'number' && { concurrency }),
  }
}

function statementIn(answered: Members): ToldChange['statement'] {
  const text = textIn(answered, 'statement')
  if (!text) return undefined
  try {
    const parsed = statementSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Members are those of the API with a small first letter. */
const upper = (from: Members): Members =>
  Object.fromEntries(
    Object.entries(from).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  )

const configSchema = z.object({
  AuthType: authTypeSchema,
  InvokeMode: z.optional(invokeModeSchema),
  Cors: z.optional(storedCorsSchema),
})

function configIn(answered: Members): KnownConfig | undefined {
  const { cors } = answered
  const Cors = typeof cors === 'object' && cors !== null ? upper({ ...cors }) : undefined
  const parsed = configSchema.safeParse({ ...upper(answered), Cors })
  return parsed.success ? parsed.data : undefined
}
