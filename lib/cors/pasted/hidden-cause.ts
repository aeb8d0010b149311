import type { BrowserReport } from '@/lib/cors/pasted/read-browser-message'
import { isSafelistedMethod, unsafeHeaders } from '@/lib/cors/simulator/safelist'

const HIDDEN =
  'The call as it was pasted needs no preflight, and the message is about one. So something adds to the call: a wrapper, an interceptor, a default header, a library for tracing, or another call than this one failed.'
const LOOK =
  'Look at the OPTIONS request in the Network panel: Access-Control-Request-Method and Access-Control-Request-Headers name what was really asked for. Paste those lines too.'

/** A simple call beside a message about its preflight: what was pasted is not what was sent. */
export function hiddenCause(report: BrowserReport): { says: string[]; elsewhere: string[] } {
  return isSimple(report) && report.isPreflight ? { says: [HIDDEN], elsewhere: [LOOK] } : NOTHING
}

const NOTHING = { says: [], elsewhere: [] }

/** Whether a call was read whole that browsers send without asking (Fetch §4.7), and nothing else names more. */
function isSimple({ by, method, headers, unread, forcesPreflight, problems }: BrowserReport): boolean {
  const isWhole = by !== undefined && unread === undefined && method !== undefined
  const isNamed = problems.some(
    (problem) => problem === 'method-not-allowed' || problem === 'header-not-allowed',
  )
  return (
    isWhole &&
    !isNamed &&
    !forcesPreflight &&
    isSafelistedMethod(method) &&
    unsafeHeaders(headers.map(([name, value]) => [name, value])).length === 0
  )
}
