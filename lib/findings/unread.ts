import { counted } from '@/lib/text/counted'

/** What was not read, as the index counts it. */
export interface Unread {
  urls: number
  unjudged: { urls: number; parts: Readonly<Record<string, number>> }
  unreadPolicies: number
  targets: readonly {
    account: string
    region: string
    isNeverRead: boolean
    isUnfinished: boolean
    failures: number
    failure?: { message: string }
  }[]
}

const WORDS: Record<string, string> = {
  'function URL': 'whether there is a function URL',
  policy: 'the policy',
  alias: 'whether the alias exists',
  concurrency: 'the reserved concurrency',
  runtime: 'the runtime',
}

/** What could not be read or judged, whole sentences; none where everything was. */
export function unreadSentences({ unjudged, unreadPolicies, targets }: Unread): string[] {
  const parts = Object.entries(unjudged.parts)
    .sort(([, a], [, b]) => b - a)
    .map(([part, count]) => `${WORDS[part] ?? part} of ${count}`)
  return [
    ...targets.flatMap(targetSentences),
    ...(targets.length === 0 ? ['No account was read yet.'] : []),
    ...(unjudged.urls > 0
      ? [
          `${counted(unjudged.urls, 'function URL')} could not be judged by every rule: not read ${parts.join(', ')}.`,
        ]
      : []),
    ...(unreadPolicies > 0
      ? [
          `The policies of ${counted(unreadPolicies, 'function')} were not read, so statements left over there are not found.`,
        ]
      : []),
  ]
}

function targetSentences(target: Unread['targets'][number]): string[] {
  const where = `${target.account} ${target.region}`
  if (target.isNeverRead)
    return [`${where} was never read${target.failure ? `: ${target.failure.message}` : '.'}`]
  return [
    ...(target.failure ? [`${where} could not be read to its end: ${target.failure.message}`] : []),
    ...(target.isUnfinished && !target.failure ? [`${where} has not been read to its end yet.`] : []),
    ...(target.failures > 0
      ? [`${where}: ${counted(target.failures, 'reading')} failed; what was known before stands.`]
      : []),
  ]
}
