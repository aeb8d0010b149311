import { TONE_TEXT } from '@/components/ui/tone'
import { worstConsequence } from '@/lib/cors/effects/consequence'
import { newlyBlocked, newlyBlockedText } from '@/lib/cors/effects/newly-blocked'
import { corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { changesText, countCorsChanges } from '@/lib/function-urls/setting-differences'
import { counted } from '@/lib/text/counted'

interface CorsSummaryProps {
  config: FunctionUrlConfig
  draft: Cors
  /** The JSON view holds a text that is no CORS. */
  isUnread: boolean
}

/** "3 changes · newly blocks DELETE from https://shop.example.com · 1 problem to fix" */
export function CorsSummary({ config, draft, isUnread }: CorsSummaryProps) {
  const count = countCorsChanges(config.Cors, draft)
  const problems = corsIssues(draft).length + (isUnread ? 1 : 0)
  const consequence = count > 0 ? worstConsequence(config.Cors, draft, config.AuthType) : null
  // Something worse must not hide whom the change shuts out.
  const blocked = consequence?.tone === 'bad' ? newlyBlocked(config.Cors, draft) : []
  const isShown = count > 0 || isUnread
  return (
    <span className="text-mute">
      <strong className="font-strong text-ink">{changesText(count)}</strong>
      {consequence && (
        <>
          {' · '}
          <span className={TONE_TEXT[consequence.tone]}>{consequence.text}</span>
        </>
      )}
      {blocked.length > 0 && (
        <>
          {' · '}
          <span className="text-warn">newly blocks {newlyBlockedText(blocked, 2)}</span>
        </>
      )}
      {isShown && problems > 0 && (
        <>
          {' · '}
          <span className="text-bad">{counted(problems, 'problem')} to fix</span>
        </>
      )}
    </span>
  )
}
