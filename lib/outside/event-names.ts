/**
 * What CloudTrail calls the operations that change a function URL, or who may call it. LookupEvents finds exact names
 * only: those of URL operations have no date (recorded), the others have one. How the resource policy operations of
 * July 2026 are called was never seen, so both forms are asked for. Source: CloudTrail user guide; recordings.
 */
export const TRAIL_EVENT_NAMES = [
  'CreateFunctionUrlConfig',
  'UpdateFunctionUrlConfig',
  'DeleteFunctionUrlConfig',
  'AddPermission20150331v2',
  'RemovePermission20150331v2',
  'PutFunctionConcurrency20171031',
  'DeleteFunctionConcurrency20171031',
  'DeleteAlias20150331',
  'DeleteFunction20150331',
  'PutResourcePolicy',
  'PutResourcePolicy20260709',
  'DeleteResourcePolicy',
  'DeleteResourcePolicy20260709',
] as const

/** The operation as Lambda's API calls it: without the date that CloudTrail may append. */
export const operationOfEvent = (eventName: string): string => eventName.replace(/\d{8}(v\d+)?$/, '')

/** What each did, before the name of what it did it to. */
const DEEDS: Readonly<Record<string, string>> = {
  CreateFunctionUrlConfig: 'Created the function URL of',
  UpdateFunctionUrlConfig: 'Changed the function URL of',
  DeleteFunctionUrlConfig: 'Deleted the function URL of',
  AddPermission: 'Added a permission to',
  RemovePermission: 'Removed a permission from',
  PutFunctionConcurrency: 'Reserved concurrency for',
  DeleteFunctionConcurrency: 'Removed the reserved concurrency of',
  DeleteAlias: 'Deleted the alias',
  DeleteFunction: 'Deleted the function',
  PutResourcePolicy: 'Replaced the policy of',
  DeleteResourcePolicy: 'Deleted the policy of',
}

/** `Changed the function URL of`, or what was tried where it failed. */
export function deedOf(operation: string, isFailed: boolean): string {
  const deed = DEEDS[operation] ?? `Called ${operation} on`
  return isFailed ? `Tried: ${deed.charAt(0).toLowerCase()}${deed.slice(1)}` : deed
}
