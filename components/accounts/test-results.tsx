import { Badge } from '@/components/ui/badge'
import { CodeBlock } from '@/components/ui/code-block'
import { TONE_ICON, type Tone } from '@/components/ui/tone'
import type { AccountCheck, AccountTest, CheckOutcome } from '@/lib/accounts/schema'
import { worstOutcome } from '@/lib/accounts/worst-outcome'

const TONES: Record<CheckOutcome, Tone> = { ok: 'ok', warning: 'warn', failed: 'bad', unknown: 'neutral' }
const WORDS: Record<CheckOutcome, string> = {
  ok: 'Well',
  warning: 'Warning',
  failed: 'Does not work',
  unknown: 'Not known',
}
const HEADS: Record<CheckOutcome, string> = {
  ok: 'The console gets in and can read.',
  warning: 'It works, with something to mend.',
  failed: 'It does not work yet.',
  unknown: 'It works; not everything could be tested.',
}

/** What a test of an account came to, part by part, with what mends it. */
export function TestResults({ result }: { result: AccountTest }) {
  return (
    <section aria-label="Result of the test" className="flex flex-col gap-3 border-line border-t pt-4">
      <h3 className="font-semibold">{HEADS[worstOutcome(result)]}</h3>
      <ul className="flex flex-col gap-3">
        {result.checks.map((check) => (
          <Check key={check.title} check={check} />
        ))}
      </ul>
      <p className="text-mute text-small">
        Changing was not tried, since that would change something. The test leaves refused and answered calls
        in the account’s CloudTrail.
      </p>
    </section>
  )
}

function Check({ check: { title, outcome, says, cure } }: { check: AccountCheck }) {
  const Icon = TONE_ICON[TONES[outcome]]
  return (
    <li aria-label={title} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-strong">{title}</span>
        <Badge tone={TONES[outcome]} icon={<Icon aria-hidden />}>
          {WORDS[outcome]}
        </Badge>
      </div>
      {says.map((sentence) => (
        <p key={sentence} className="break-words text-small">
          {sentence}
        </p>
      ))}
      {cure && (
        <>
          <p className="text-small">{cure.where}:</p>
          <CodeBlock label={cure.where} code={cure.statement} />
        </>
      )}
    </li>
  )
}
