import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

export const FUNCTIONS_API_PATH = '/api/functions'
/** The URLs of several functions at once. */
export const FUNCTION_URLS_API_PATH = '/api/function-urls'
/** Every function URL that the index knows of. */
export const INVENTORY_API_PATH = '/api/inventory'
/** The numbers over all of them, and how far they are read. */
export const INVENTORY_OVERVIEW_API_PATH = '/api/inventory/overview'
/** The same rows as a file. */
export const INVENTORY_EXPORT_API_PATH = '/api/inventory/export'
/** What can stand behind a key of a query, with how many rows each has. */
export const QUERY_VALUES_API_PATH = '/api/inventory/values'
export const SAVED_VIEWS_API_PATH = '/api/saved-views'
/** A page of findings; the numbers over all of them; how many are of high severity. */
export const FINDINGS_API_PATH = '/api/findings'
export const FINDINGS_OVERVIEW_API_PATH = `${FINDINGS_API_PATH}/overview`
export const HIGH_FINDINGS_API_PATH = `${FINDINGS_API_PATH}/high`
/** What a few letters lead to. */
export const PALETTE_API_PATH = '/api/palette'
/** The requests of several function URLs, day by day. */
export const TRAFFIC_API_PATH = '/api/traffic'
/** Changes that were made past the console. */
export const OUTSIDE_API_PATH = '/api/outside'
/** The marks of protected function URLs. */
export const PROTECTIONS_API_PATH = '/api/protections'
export const REQUESTS_API_PATH = '/api/requests'
/** How many requests wait for who asks. */
export const WAITING_REQUESTS_API_PATH = `${REQUESTS_API_PATH}/waiting`
/** What there is below /api, for programs. */
export const OPENAPI_PATH = '/api/openapi.json'
export const SETTINGS_API_PATH = '/api/settings'
export const SESSIONS_API_PATH = '/api/sessions'
export const ACCOUNTS_API_PATH = '/api/accounts'
export const CHANGES_API_PATH = '/api/changes'
/** Everything that the record tells; the same as a file; and the head of its chain. */
export const ACTIVITY_API_PATH = '/api/activity'
export const ACTIVITY_EXPORT_API_PATH = `${ACTIVITY_API_PATH}/export`
export const RECORD_HEAD_API_PATH = `${ACTIVITY_API_PATH}/head`
export const CONNECTION_API_PATH = '/api/connection'

/** The address of a function in the console's own API. */
export function functionApiPath({ account, region, functionName }: FunctionIdentity): string {
  return `${FUNCTIONS_API_PATH}/${account}/${region}/${encodeURIComponent(functionName)}`
}

/** All function URLs of one function. */
export function functionUrlsApiPath(identity: FunctionIdentity): string {
  return `${functionApiPath(identity)}/urls`
}

/** The tool that looks like the owner of a function. */
export function ownerApiPath(identity: FunctionIdentity): string {
  return `${functionApiPath(identity)}/owner`
}

/** What can be reserved for a function. */
export function reservationApiPath(identity: FunctionIdentity): string {
  return `${functionApiPath(identity)}/reservation`
}

type FunctionUrlPart = 'invocation-facts' | 'send' | 'traffic' | 'traffic-series'

/** The address of one function URL in the console's own API, or of what else can be asked of it. */
export function functionUrlApiPath(identity: FunctionUrlIdentity, part?: FunctionUrlPart): string {
  const path = `${functionUrlsApiPath(identity)}/${encodeURIComponent(identity.qualifier)}`
  return part ? `${path}/${part}` : path
}

/** The policy of one qualifier. */
export function policyApiPath(identity: FunctionUrlIdentity): string {
  return `${functionApiPath(identity)}/policies/${encodeURIComponent(identity.qualifier)}`
}

/** One bulk change, or its items. */
export function bulkApiPath(bulkId: string, part?: 'items'): string {
  const path = `/api/bulks/${bulkId}`
  return part ? `${path}/${part}` : path
}

/** The plan of one item of a bulk change. */
export function bulkPlanApiPath(bulkId: string, seq: number): string {
  return `${bulkApiPath(bulkId, 'items')}/${seq}/plan`
}

/** One request, or its plan on the state as it is now. */
export function requestApiPath(requestId: string, part?: 'plan'): string {
  const path = `${REQUESTS_API_PATH}/${requestId}`
  return part ? `${path}/${part}` : path
}

/** One change. */
export function changeApiPath(changeId: string): string {
  return `${CHANGES_API_PATH}/${changeId}`
}
