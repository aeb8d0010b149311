import 'server-only'
import { listAccounts } from '@/lib/accounts/read'
import { exportActivity, exportHead } from '@/lib/activity/export'
import { listActivity } from '@/lib/activity/read'
import { countWaitingRequests, getRequest, listRequests, planRequest } from '@/lib/approvals/read'
import { getBulk, getBulkPlan, listBulkItems, listBulks } from '@/lib/bulk/read'
import { getChange, listChanges } from '@/lib/changes/read'
import { getReservation } from '@/lib/changes/read-reservation'
import { describeConnection } from '@/lib/connection/read'
import {
  getFunctionUrlConfig,
  listFunctionUrlConfigs,
  listFunctionUrlConfigsOfMany,
} from '@/lib/function-urls/read'
import { getFunctionDetails, listFunctions } from '@/lib/functions/read'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import { exportInventory } from '@/lib/inventory/export'
import { getInventory, listInventory, listQueryValues } from '@/lib/inventory/read'
import { countHighFindings, getFindings, listFindings } from '@/lib/inventory/read-findings'
import { getOwner } from '@/lib/inventory/read-owner'
import type { ANSWERS } from '@/lib/openapi/answers'
import type { ReadVerb } from '@/lib/openapi/read-verb'
import { listOutside } from '@/lib/outside/read'
import { searchIndex } from '@/lib/palette/search-index'
import { countCovered } from '@/lib/people/read'
import { getPolicy } from '@/lib/permissions/read'
import { listProtections } from '@/lib/protection/protect'
import { listViews } from '@/lib/saved-views/read'
import { getSettings } from '@/lib/settings/read'
import { listSessions } from '@/lib/sign-in/own-sessions'
import { listDailyRequests } from '@/lib/traffic/list-daily'
import { getTraffic, getTrafficSeries } from '@/lib/traffic/read'

/** One GET handler as the description of the API has it. */
export interface ReadRoute {
  verb: ReadVerb
  /** What it answers, in a sentence without its full stop. */
  summary: string
  /** Its key in `ANSWERS`; absent: a file. */
  answer?: keyof typeof ANSWERS
}

const FUNCTION = '/api/functions/{account}/{region}/{functionName}'
const URL_OF_FUNCTION = `${FUNCTION}/urls/{qualifier}`

/** Every GET handler below /api that a verb answers. A handler without a row here fails a test. */
export const READ_ROUTES: Record<string, ReadRoute> = {
  '/api/inventory': {
    verb: listInventory,
    summary: 'Function URLs that a query lets through, a page at a time',
    answer: 'listInventory',
  },
  '/api/inventory/overview': {
    verb: getInventory,
    summary: 'The numbers over all function URLs, and how far each account and region is read',
    answer: 'getInventory',
  },
  '/api/inventory/values': {
    verb: listQueryValues,
    summary: 'What can stand behind a key of a query',
    answer: 'listQueryValues',
  },
  '/api/inventory/export': { verb: exportInventory, summary: 'The same rows as a CSV or JSON file' },
  '/api/findings': { verb: listFindings, summary: 'Findings, a page at a time', answer: 'listFindings' },
  '/api/findings/overview': {
    verb: getFindings,
    summary: 'The numbers over all findings',
    answer: 'getFindings',
  },
  '/api/findings/high': {
    verb: countHighFindings,
    summary: 'How many findings are of high severity or worse',
    answer: 'countHighFindings',
  },
  '/api/palette': { verb: searchIndex, summary: 'What a few letters lead to', answer: 'searchIndex' },
  '/api/saved-views': { verb: listViews, summary: 'Saved views of the table', answer: 'listViews' },
  '/api/settings': { verb: getSettings, summary: 'What is set for everybody', answer: 'getSettings' },
  '/api/connection': {
    verb: describeConnection,
    summary: 'The accounts and regions that the console reads, and as whom',
    answer: 'describeConnection',
  },
  '/api/functions': {
    verb: listFunctions,
    summary: 'Functions of one account and region, as ListFunctions answers them now',
    answer: 'listFunctions',
  },
  [FUNCTION]: { verb: getFunctionDetails, summary: 'One function', answer: 'getFunctionDetails' },
  [`${FUNCTION}/owner`]: {
    verb: getOwner,
    summary: 'The tool that looks like its owner, by its tags',
    answer: 'getOwner',
  },
  [`${FUNCTION}/reservation`]: {
    verb: getReservation,
    summary: 'What can be reserved for it, and what was before its calls were stopped',
    answer: 'getReservation',
  },
  [`${FUNCTION}/policies/{qualifier}`]: {
    verb: getPolicy,
    summary: 'The resource-based policy of one qualifier',
    answer: 'getPolicy',
  },
  [`${FUNCTION}/urls`]: {
    verb: listFunctionUrlConfigs,
    summary: 'Its function URLs, as ListFunctionUrlConfigs answers them now',
    answer: 'listFunctionUrlConfigs',
  },
  '/api/function-urls': {
    verb: listFunctionUrlConfigsOfMany,
    summary: 'The function URLs of several functions at once',
    answer: 'listFunctionUrlConfigsOfMany',
  },
  [URL_OF_FUNCTION]: {
    verb: getFunctionUrlConfig,
    summary: 'One function URL, as GetFunctionUrlConfig answers it now',
    answer: 'getFunctionUrlConfig',
  },
  [`${URL_OF_FUNCTION}/invocation-facts`]: {
    verb: getInvocationFacts,
    summary: 'What lies behind it and decides whether a call can run',
    answer: 'getInvocationFacts',
  },
  [`${URL_OF_FUNCTION}/traffic`]: {
    verb: getTraffic,
    summary: 'Its requests in the last hour, day and 30 days, as CloudWatch counted',
    answer: 'getTraffic',
  },
  [`${URL_OF_FUNCTION}/traffic-series`]: {
    verb: getTrafficSeries,
    summary: 'Its requests, errors and latency over time',
    answer: 'getTrafficSeries',
  },
  '/api/traffic': {
    verb: listDailyRequests,
    summary: 'The requests of several function URLs day by day',
    answer: 'listDailyRequests',
  },
  '/api/outside': {
    verb: listOutside,
    summary: 'Changes that were made past the console, by CloudTrail',
    answer: 'listOutside',
  },
  '/api/changes': { verb: listChanges, summary: 'Changes that were made here', answer: 'listChanges' },
  '/api/changes/{changeId}': { verb: getChange, summary: 'One change', answer: 'getChange' },
  '/api/activity': {
    verb: listActivity,
    summary: 'The record: changes, bulk changes and events about people and rules, a page at a time',
    answer: 'listActivity',
  },
  '/api/activity/export': { verb: exportActivity, summary: 'The record as CSV or JSON lines' },
  '/api/activity/head': { verb: exportHead, summary: 'The head of the record, to be kept elsewhere' },
  '/api/accounts': {
    verb: listAccounts,
    summary: 'The accounts that the console reads, with the role of each',
    answer: 'listAccounts',
  },
  '/api/people/covered': {
    verb: countCovered,
    summary: 'How much lies in a scope: for administrators, while they write it',
    answer: 'countCovered',
  },
  '/api/sessions': {
    verb: listSessions,
    summary: 'One’s own sessions: for people, since a token has none',
    answer: 'listSessions',
  },
  '/api/requests': {
    verb: listRequests,
    summary: 'Changes that somebody asks for, a page at a time',
    answer: 'listRequests',
  },
  '/api/requests/waiting': {
    verb: countWaitingRequests,
    summary: 'How many requests wait for who asks',
    answer: 'countWaitingRequests',
  },
  '/api/requests/{requestId}': { verb: getRequest, summary: 'One request', answer: 'getRequest' },
  '/api/requests/{requestId}/plan': {
    verb: planRequest,
    summary: 'One request, planned on the state as it is now',
    answer: 'planRequest',
  },
  '/api/protections': {
    verb: listProtections,
    summary: 'Function URLs that nobody deletes or makes public alone',
    answer: 'listProtections',
  },
  '/api/bulks': { verb: listBulks, summary: 'Bulk changes that were accepted', answer: 'listBulks' },
  '/api/bulks/{bulkId}': { verb: getBulk, summary: 'One bulk change', answer: 'getBulk' },
  '/api/bulks/{bulkId}/items': {
    verb: listBulkItems,
    summary: 'The function URLs of a bulk change',
    answer: 'listBulkItems',
  },
  '/api/bulks/{bulkId}/items/{seq}/plan': {
    verb: getBulkPlan,
    summary: 'What a bulk change does to one of them',
    answer: 'getBulkPlan',
  },
}
