import { jsonRoute } from '@/lib/sandbox/json-service'
import { lookupEvents } from '@/lib/sandbox/trail/lookup-events'

/** CloudTrail's event history: the one operation that tells what happened beside the console. */
export const cloudtrailRoute = jsonRoute({
  name: 'CloudTrail',
  service: 'cloudtrail',
  // boto3 sends the long form, the SDK for JavaScript the short one.
  targets: ['com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.', 'CloudTrail_20131101.'],
  throttled: ['LookupEvents'],
  operations: { LookupEvents: lookupEvents },
})
