import { READ_ACTIONS } from '@/lib/identity/read-actions'

/** Without these the rest works, and the part that needs one says so. */
export const OPTIONAL_ACTIONS: Readonly<Record<string, string>> = {
  'cloudwatch:GetMetricData': 'how often function URLs are called',
  'cloudwatch:ListMetrics': 'which function URLs are called, so that they are read first',
  'tag:GetResources': 'tags, and what looks like the owner',
  'cloudtrail:LookupEvents': 'who changed something past this console',
}

/** The identity policy that lets the console read, as JSON. */
export const readerPolicy = (): string =>
  JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: READ_ACTIONS, Resource: '*' }] },
    null,
    2,
  )
