import * as z from 'zod/mini'
import { type JsonCall, pageBehind } from '@/lib/sandbox/json-service'
import { ServiceError } from '@/lib/sandbox/service-error'
import { type TrailEvent, trailOf } from '@/lib/sandbox/trail/trail'

const DAY = 24 * 3_600_000
/** CloudTrail user guide, "Working with CloudTrail event history". */
const REMEMBERED = 90 * DAY
const PAGE = 50
const MAX_VALUE_LENGTH = 2000
const SECOND = 1000

const inputSchema = z.object({
  LookupAttributes: z._default(
    z.array(z.object({ AttributeKey: z.string(), AttributeValue: z.string() })),
    [],
  ),
  StartTime: z.optional(z.number()),
  EndTime: z.optional(z.number()),
  EventCategory: z.optional(z.string()),
  MaxResults: z._default(z.number(), PAGE),
  NextToken: z.optional(z.string()),
})

type Input = z.infer<typeof inputSchema>

const KEYS: Readonly<Record<string, (event: TrailEvent) => readonly string[]>> = {
  EventId: ({ eventId }) => [eventId],
  EventName: ({ eventName }) => [eventName],
  ReadOnly: ({ isReadOnly }) => [String(isReadOnly)],
  Username: ({ username }) => [username],
  ResourceType: ({ resources }) => resources.map(({ ResourceType }) => ResourceType),
  ResourceName: ({ resources }) => resources.map(({ ResourceName }) => ResourceName),
  EventSource: () => ['lambda.amazonaws.com'],
  AccessKeyId: ({ accessKeyId }) => [accessKeyId],
}

function refuse(code: string, message: string): never {
  throw new ServiceError(400, code, { message })
}

/** Texts are our own: the names of the errors and when they come are documented or recorded, their words are not. */
function check(
  { LookupAttributes, StartTime, EndTime, EventCategory, MaxResults }: Input,
  now: number,
): void {
  const [attribute, ...more] = LookupAttributes
  if (more.length > 0) refuse('InvalidLookupAttributesException', 'One lookup attribute is taken, not more.')
  if (attribute) checkAttribute(attribute)
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > PAGE)
    refuse('InvalidMaxResultsException', `MaxResults is from 1 to ${PAGE}.`)
  if (EventCategory !== undefined && EventCategory !== 'insight')
    refuse('InvalidEventCategoryException', 'The event category is insight, or left out.')
  const isFuture = StartTime !== undefined && StartTime * SECOND > now
  if (isFuture || (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime))
    refuse('InvalidTimeRangeException', 'The start is before the end and not in the future.')
}

function checkAttribute({ AttributeKey, AttributeValue }: Input['LookupAttributes'][number]): void {
  const isKnown = AttributeKey in KEYS && AttributeValue !== '' && AttributeValue.length <= MAX_VALUE_LENGTH
  const isReadOnly = AttributeKey !== 'ReadOnly' || /^(true|false)$/.test(AttributeValue)
  if (!isKnown || !isReadOnly)
    refuse('InvalidLookupAttributesException', `The attribute ${AttributeKey} is not taken with this value.`)
}

/**
 * LookupEvents over the calls that the control plane answered, newest first, from when they are as old as the
 * sandbox's trail lags.
 */
export function lookupEvents({ context, signer, body }: JsonCall): object {
  const parsed = inputSchema.safeParse(body)
  if (!parsed.success) return refuse('InvalidLookupAttributesException', 'The request cannot be read.')
  const input = parsed.data
  const now = context.now()
  check(input, now)
  const { StartTime = (now - REMEMBERED) / SECOND, EndTime = now / SECOND, MaxResults, NextToken } = input
  const from = Math.max(StartTime * SECOND, now - REMEMBERED)
  const to = Math.min(EndTime * SECOND, now - context.trailDelayMs)
  const [attribute] = input.LookupAttributes
  const events = input.EventCategory
    ? []
    : trailOf(context.state)
        .read(signer.account.id, signer.region, from, to)
        .filter(
          (event) => !attribute || KEYS[attribute.AttributeKey]?.(event).includes(attribute.AttributeValue),
        )
  const page = pageBehind(events, NextToken, MaxResults, questionOf(input))
  if (!page) return refuse('InvalidNextTokenException', 'The token is of another request.')
  return { Events: page.items.map(wireEvent), ...(page.next && { NextToken: page.next }) }
}

const questionOf = ({ LookupAttributes, StartTime, EndTime }: Input) =>
  JSON.stringify([LookupAttributes, StartTime, EndTime])

function wireEvent({ at, isReadOnly, event, ...rest }: TrailEvent): object {
  return {
    EventId: rest.eventId,
    EventName: rest.eventName,
    ReadOnly: String(isReadOnly),
    AccessKeyId: rest.accessKeyId,
    EventTime: Math.floor(at / SECOND),
    EventSource: 'lambda.amazonaws.com',
    Username: rest.username,
    Resources: rest.resources,
    CloudTrailEvent: JSON.stringify(event),
  }
}
