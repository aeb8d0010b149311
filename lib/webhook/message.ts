import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** What a webhook is told of. */
export type WebhookEvent =
  | { event: keyof typeof WORDS; request: RequestTold }
  | { event: 'finding.new'; finding: FindingTold }

interface RequestTold {
  id: string
  title: string
  /** The page of the console that shows it. */
  path: string
  by: string
  functionUrl: FunctionUrlIdentity
}

interface FindingTold {
  rule: string
  title: string
  severity: string
  path: string
  functionUrl: FunctionUrlIdentity
}

const WORDS = {
  'request.sent': 'asks for approval',
  'request.revised': 'revised a request',
  'request.asked-back': 'asked back',
  'request.withdrawn': 'withdrew a request',
  'request.ended': 'ended a request',
  'request.approved': 'approved a request',
  'request.declined': 'declined a request',
} as const

const placeOf = ({ account, region }: FunctionUrlIdentity) => `${account} · ${region}`

/** One line for people: chats that take `text` show it. */
function textOf(told: WebhookEvent): string {
  if (told.event === 'finding.new') {
    const { severity, title, functionUrl } = told.finding
    const name = `${functionUrl.functionName}:${functionUrl.qualifier}`
    return `New finding (${severity}): ${title}: ${name} (${placeOf(functionUrl)})`
  }
  const { by, title, functionUrl } = told.request
  return `${by} ${WORDS[told.event]}: ${title} (${placeOf(functionUrl)})`
}

/** The body of a message. What people wrote as comments and what settings hold is not in it. */
export const bodyOf = (id: string, at: string, told: WebhookEvent): string =>
  JSON.stringify({ id, at, text: textOf(told), ...told })
