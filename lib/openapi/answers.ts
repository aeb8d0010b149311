import * as z from 'zod/mini'
import { FAILURE_CODES } from '@/lib/failures/result'
import { SEVERITIES } from '@/lib/findings/severity'
import { functionUrlConfigSchema } from '@/lib/function-urls/schema'
import {
  authTypeSchema,
  functionIdentitySchema,
  functionUrlIdentitySchema,
  invokeModeSchema,
  targetSchema,
} from '@/lib/identity/schema'

/**
 * What the read API answers, as programs may count on it: members that stand here stay. An answer may have more, which
 * may change. A test holds real answers to these.
 */

const text = z.string()
/** ISO 8601 in UTC. */
const time = z.iso.datetime()
const whole = z.int()
const counts = z.record(z.string(), whole)
const next = z.optional(text)

export const failureSchema = z.object({
  code: z.enum(FAILURE_CODES),
  message: text,
  issues: z.optional(z.array(z.object({ path: text, message: text }))),
  retryAfter: z.optional(whole),
})

const partOf = (value: z.ZodMiniType) =>
  z.union([
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ])

const brief = z.pick(failureSchema, { code: true, message: true })

const inventoryRow = z.extend(functionUrlIdentitySchema, {
  FunctionUrl: text,
  AuthType: authTypeSchema,
  InvokeMode: invokeModeSchema,
  cors: text,
  runtime: text,
  verdict: text,
  exposure: text,
  createdAt: text,
  owner: text,
  ownerName: text,
  ownerTag: text,
  requests30d: z.optional(whole),
  requestsReadAt: z.optional(time),
  modifiedAt: text,
  knownAt: time,
  findings: z.optional(z.object({ count: whole, severity: z.enum(SEVERITIES), titles: z.array(text) })),
  unjudged: z.optional(z.array(text)),
  failure: z.optional(brief),
})

const sweep = z.extend(targetSchema, {
  phase: text,
  isRunning: z.boolean(),
  startedAt: z.optional(time),
  completedAt: z.optional(time),
  listed: whole,
  done: whole,
  left: whole,
  failures: whole,
  failure: z.optional(brief),
})

const findingRow = z.extend(functionUrlIdentitySchema, {
  rule: text,
  severity: z.enum(SEVERITIES),
  title: text,
  hasUrl: z.boolean(),
  evidence: z.array(text),
  firstSeen: time,
  lastSeen: time,
  mute: z.optional(z.object({ reason: text })),
})

const findingGroup = z.object({
  of: text,
  title: z.optional(text),
  count: whole,
  severity: z.enum(SEVERITIES),
})

const functionFacts = z.extend(functionIdentitySchema, {
  FunctionArn: text,
  Runtime: z.optional(text),
  PackageType: z.optional(text),
  Description: text,
  LastModified: text,
})

const actor = z.object({ id: text, name: text, kind: text })
const change = z.object({
  changeId: text,
  title: text,
  actor,
  startedAt: time,
  endedAt: z.optional(time),
  calls: z.array(z.object({})),
  outcome: z.optional(z.object({})),
})
const bulkLine = z.object({ bulkId: z.uuid(), title: text, phase: text, actor, counts })
const owner = z.object({ tool: text, name: text, tag: text })
const urlsPage = z.object({ FunctionUrlConfigs: z.array(functionUrlConfigSchema), readAt: time })

const event = z.object({ position: whole, at: time, by: text, kind: text, says: text })

const request = z.object({ request: z.object({}), isMine: z.boolean(), mayDecide: z.boolean() })

/** By the name of the verb; what is left open here is described as any object. */
export const ANSWERS = {
  listInventory: z.object({
    rows: z.array(inventoryRow),
    next,
    matches: whole,
    problems: z.array(z.object({ message: text })),
  }),
  getInventory: z.object({
    counts: z.object({
      urls: whole,
      oldestAt: z.optional(time),
      byExposure: counts,
      high: whole,
      quiet: whole,
      uncounted: whole,
    }),
    sweeps: z.array(sweep),
    days: z.array(
      z.object({ day: z.iso.date(), urls: whole, public: whole, unreachable: whole, unknown: whole }),
    ),
    accountNames: z.record(z.string(), z.string()),
    isReadOnly: z.boolean(),
    readAt: time,
  }),
  listQueryValues: z.object({ values: z.array(z.object({ value: text })) }),
  listFindings: z.object({ rows: z.array(findingRow), next }),
  getFindings: z.object({
    bySeverity: counts,
    muted: whole,
    byRule: z.array(findingGroup),
    byAccount: z.array(findingGroup),
    byAge: z.array(findingGroup),
    urls: whole,
    oldestAt: z.optional(time),
    sweeps: z.array(sweep),
  }),
  countHighFindings: z.object({ high: whole }),
  searchIndex: z.object({
    urls: z.array(z.extend(functionUrlIdentitySchema, { FunctionUrl: text })),
    functions: z.array(functionIdentitySchema),
    origins: z.array(z.object({ origin: text, urls: whole })),
  }),
  listViews: z.object({
    views: z.array(
      z.object({
        id: z.uuid(),
        name: text,
        view: z.object({ q: text, sort: text, order: text, columns: z.array(text), density: text }),
        createdAt: time,
        createdBy: text,
        changedAt: time,
        changedBy: text,
      }),
    ),
  }),
  getSettings: z.object({ countsAllTraffic: z.boolean(), urls: whole, isReadOnly: z.boolean() }),
  describeConnection: z.object({
    endpoint: text,
    isReadOnly: z.boolean(),
    regions: z.array(text),
    targets: z.array(
      z.object({
        account: text,
        accountName: z.optional(text),
        regions: z.array(text),
        failure: z.optional(failureSchema),
      }),
    ),
    failure: z.optional(failureSchema),
    functionUrlHost: text,
    readAt: time,
  }),
  listFunctions: z.object({ functions: z.array(functionFacts), NextMarker: next, readAt: time }),
  getFunctionDetails: z.extend(functionFacts, {
    aliases: partOf(z.array(z.object({ Name: text, FunctionVersion: text }))),
    versions: partOf(z.array(text)),
    tags: partOf(z.record(z.string(), z.string())),
    reservedConcurrency: partOf(z.nullable(whole)),
    readAt: time,
  }),
  getReservation: z.object({
    former: z.optional(z.nullable(whole)),
    pool: partOf(z.object({ ConcurrentExecutions: whole, UnreservedConcurrentExecutions: whole })),
  }),
  getOwner: z.object({ owner: z.nullable(owner), readAt: time }),
  listFunctionUrlConfigs: urlsPage,
  listFunctionUrlConfigsOfMany: z.array(
    z.object({ identity: functionIdentitySchema, answer: partOf(urlsPage) }),
  ),
  getFunctionUrlConfig: z.object({ config: z.nullable(functionUrlConfigSchema), readAt: time }),
  getInvocationFacts: z.object({
    alias: partOf(z.enum(['own-url', 'exists', 'deleted'])),
    reservedConcurrency: partOf(z.nullable(whole)),
    readAt: time,
  }),
  getPolicy: z.object({
    policy: z.nullable(z.object({ RevisionId: text, statements: z.array(z.object({})) })),
  }),
  getTraffic: z.object({ lastHour: z.number(), lastDay: z.number(), last30Days: z.number(), readAt: time }),
  getTrafficSeries: z.object({
    range: text,
    start: z.number(),
    end: z.number(),
    period: z.number(),
    points: z.array(z.object({})),
    readAt: time,
  }),
  listDailyRequests: z.object({
    urls: z.array(
      z.object({
        identity: functionUrlIdentitySchema,
        answer: partOf(z.object({ days: z.array(z.number()), readAt: time })),
      }),
    ),
  }),
  listOutside: z.object({
    changes: z.array(
      z.extend(functionIdentitySchema, {
        eventId: text,
        qualifier: z.optional(text),
        at: time,
        operation: text,
        requestId: text,
      }),
    ),
    next,
    trails: z.array(z.extend(targetSchema, { readAt: z.optional(time), failure: z.optional(brief) })),
  }),
  /** One that cannot be read has no more than its id and the reason. */
  listChanges: z.object({ changes: z.array(z.object({ changeId: text })), next }),
  getChange: change,
  listActivity: z.object({
    changes: z.array(z.object({ position: whole })),
    bulks: z.array(z.object({ position: whole, bulk: bulkLine })),
    events: z.array(event),
    people: z.array(event),
    own: z.array(event),
    next: z.optional(whole),
  }),
  countCovered: z.object({ urls: whole, functions: whole }),
  listAccounts: z.object({
    accounts: z.array(z.object({ account: text, from: text })),
    regions: z.array(text),
    isReadOnly: z.boolean(),
  }),
  listSessions: z.object({ sessions: z.array(z.object({ id: text, isThis: z.boolean() })) }),
  listRequests: z.object({
    requests: z.array(
      z.extend(functionUrlIdentitySchema, {
        requestId: text,
        title: text,
        state: text,
        requester: actor,
        sentAt: time,
        changedAt: time,
      }),
    ),
    next,
  }),
  countWaitingRequests: z.object({ count: whole }),
  getRequest: request,
  planRequest: request,
  listProtections: z.object({
    protections: z.array(
      z.extend(functionUrlIdentitySchema, {
        protection: z.object({ reason: text, setAt: time, setBy: text }),
      }),
    ),
  }),
  listBulks: z.object({ bulks: z.array(bulkLine) }),
  getBulk: z.extend(bulkLine, { items: whole }),
  listBulkItems: z.object({
    items: z.array(z.extend(functionUrlIdentitySchema, { seq: whole, status: text, label: text })),
    next: z.optional(whole),
  }),
  getBulkPlan: z.object({ calls: z.array(z.object({})) }),
} as const satisfies Record<string, z.ZodMiniType>
