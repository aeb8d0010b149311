'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { CauseList } from '@/components/access/cause-list'
import { ToggleGroup } from '@/components/ui/toggle-group'
import type { AccessFacts } from '@/lib/access/access-facts'
import { EXPLAINED_ANSWERS, type ExplainedAnswer, explainAnswer } from '@/lib/access/explain-answer'

const TITLES: Record<ExplainedAnswer, string> = {
  '403': '403 Forbidden',
  '413': '413 Content Too Large',
  '429': '429 Too Many Requests',
  '431': '431 Headers Too Large',
  '502': '502 Bad Gateway',
  stream: 'Streaming',
}
const OPTIONS = EXPLAINED_ANSWERS.map((value) => ({ value, label: TITLES[value] }))

/** Why a call got this response: causes that apply first, those that are ruled out last. */
export function AnswerCauses({ facts }: { facts: AccessFacts }) {
  const [answer, setAnswer] = useQueryState('explain', parseAsStringLiteral(EXPLAINED_ANSWERS))
  const choose = (chosen: string[]) => {
    const next = OPTIONS.find(({ value }) => value !== answer && chosen.includes(value))
    void setAnswer(next?.value ?? null)
  }
  return (
    <section aria-labelledby="troubleshoot" className="flex flex-col gap-3">
      <h3 id="troubleshoot" className="font-strong">
        Troubleshoot a response
      </h3>
      <ToggleGroup label="Response" value={answer ? [answer] : []} onChange={choose} options={OPTIONS} />
      {answer && (
        <CauseList
          causes={explainAnswer(answer, facts)}
          label={answer === 'stream' ? 'Causes of streaming problems' : `Causes of ${answer}`}
        />
      )}
    </section>
  )
}
