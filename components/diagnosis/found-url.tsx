'use client'

import { useAccessFacts } from '@/components/access/use-access-facts'
import { VerdictBadge } from '@/components/access/verdict-badge'
import type { Match } from '@/components/diagnosis/find-function-url'
import { ReportCure } from '@/components/diagnosis/report-answer'
import { TargetChip } from '@/components/shell/target-chip'
import { ButtonLink } from '@/components/ui/button'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { TextLink } from '@/components/ui/text-link'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { EXPLAINED_ANSWERS, explainAnswer } from '@/lib/access/explain-answer'
import { explainReport, type ReportExplanation } from '@/lib/cors/pasted/explain-report'
import type { BrowserReport } from '@/lib/cors/pasted/read-browser-message'
import { headerLineText } from '@/lib/cors/simulator/header-line'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { draftToLink } from '@/lib/cors/value/draft-link'
import { type Diagnosis, isAccessFirst } from '@/lib/diagnosis/diagnose'
import type { Lead } from '@/lib/diagnosis/finding'
import { functionUrlName } from '@/lib/identity/names'
import { type FunctionUrlTab, functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { visibleText } from '@/lib/text/visible-text'

interface FoundUrlProps {
  match: Match
  diagnosis: Diagnosis
  onLeave: () => void
}

/** The function URL that a text is about: who can call it, what the text means for its settings, and where to go. */
export function FoundUrl({ match: { identity, config }, diagnosis, onLeave }: FoundUrlProps) {
  const facts = useAccessFacts(identity)
  const status = statusOf(diagnosis)
  const verdict = facts && accessVerdict(facts).kind
  const isAccess = isAccessFirst(diagnosis, verdict)
  return (
    <section
      aria-label={`Function URL ${functionUrlName(identity)}`}
      className="flex flex-col gap-3 rounded border border-line px-3 py-2.5"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <TextLink href={functionUrlPath(identity)} onClick={onLeave} className="font-semibold">
          {functionUrlName(identity)}
        </TextLink>
        <TargetChip target={identity} />
        {verdict && <VerdictBadge kind={verdict} />}
      </div>
      <p className="text-mono text-small [overflow-wrap:anywhere]">{config.FunctionUrl}</p>
      {status !== undefined && <Causes identity={identity} status={status} facts={facts} onLeave={onLeave} />}
      {diagnosis.report && (
        <ForCors {...{ identity, config, report: diagnosis.report, onLeave }} isFirst={!isAccess} />
      )}
      <Leads identity={identity} diagnosis={diagnosis} isAccess={isAccess} onLeave={onLeave} />
    </section>
  )
}

/** The status that the console can explain from what it knows of the URL. */
function statusOf({ findings, exchange, report, awsError }: Diagnosis): string | undefined {
  if (awsError !== null) return undefined
  const status = findings.find((finding) => finding.status)?.status ?? exchange?.status ?? report?.status
  return EXPLAINED_ANSWERS.find((answer) => answer === String(status))
}

interface CausesProps {
  identity: FunctionUrlIdentity
  status: string
  facts: AccessFacts | undefined
  onLeave: () => void
}

function Causes({ identity, status, facts, onLeave }: CausesProps) {
  const answer = EXPLAINED_ANSWERS.find((one) => one === status)
  if (answer === undefined) return null
  if (!facts) return <SkeletonLines lines={2} label="Reading who can call it" />
  const causes = explainAnswer(answer, facts)
  const telling = causes.filter(({ state }) => state === 'applies')
  const shown = telling.length > 0 ? telling : causes.filter(({ state }) => state !== 'ruled-out')
  return (
    <div>
      <h3 className="font-semibold">
        {telling.length > 0 ? `Why it answers ${answer}` : `What ${answer} may come from`}
      </h3>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
        {shown.map(({ id, title, text }) => (
          <li key={id} className="break-words">
            <span className="font-strong">{visibleText(title)}.</span> {visibleText(text)}
          </li>
        ))}
      </ul>
      <TextLink
        href={`${functionUrlPath(identity, 'access')}?explain=${answer}`}
        onClick={onLeave}
        className="mt-1 inline-block"
      >
        Every cause of {answer}, with its fix, on Access
      </TextLink>
    </div>
  )
}

interface ForCorsProps {
  identity: FunctionUrlIdentity
  config: Match['config']
  report: BrowserReport
  /** Whether CORS is what to look at first. */
  isFirst: boolean
  onLeave: () => void
}

/** What the text means for the settings that are stored, and the draft that would help. */
function ForCors({ identity, config, report, isFirst, onLeave }: ForCorsProps) {
  const stored = config.Cors ?? {}
  const page: PageRequest = {
    origin: stored.AllowOrigins?.find((origin) => origin !== '*') ?? 'https://app.example.com',
    method: 'GET',
    headers: [],
    withCredentials: false,
  }
  const explanation = explainReport(report, stored, page)
  const hasCure = explanation.parts.length > 0
  return (
    <div className="flex flex-col gap-3">
      <ReportCure
        report={report}
        explanation={explanation}
        draft={stored}
        address={config.FunctionUrl}
        before="Current"
      />
      <div>
        <ButtonLink
          variant={isFirst ? 'primary' : undefined}
          href={corsPath(identity, explanation)}
          onClick={onLeave}
        >
          {hasCure ? 'Open CORS with this draft' : 'Open CORS with this call'}
        </ButtonLink>
      </div>
    </div>
  )
}

/** The CORS tab with the cure as a draft and the call in its simulator. */
function corsPath(identity: FunctionUrlIdentity, { parts, cors, request }: ReportExplanation): string {
  const draft = parts.length > 0 ? draftToLink(cors) : null
  const query = new URLSearchParams({
    ...(draft !== null && { draft }),
    origin: request.origin,
    method: request.method,
    ...(request.withCredentials && { credentials: 'true' }),
  })
  for (const header of request.headers) query.append('header', headerLineText(header))
  return `${functionUrlPath(identity, 'cors')}?${query}`
}

const LEADS: Record<Lead, { label: string; tab?: FunctionUrlTab }> = {
  cors: { label: 'CORS', tab: 'cors' },
  access: { label: 'Access', tab: 'access' },
  overview: { label: 'Overview' },
  try: { label: 'Try it', tab: 'try' },
  code: { label: 'Code', tab: 'code' },
  create: { label: 'Overview' },
  edit: { label: 'Edit', tab: 'edit' },
  activity: { label: 'Activity', tab: 'activity' },
}

function Leads({
  identity,
  diagnosis,
  isAccess,
  onLeave,
}: Omit<FoundUrlProps, 'match'> & { identity: FunctionUrlIdentity; isAccess: boolean }) {
  const found = diagnosis.findings.flatMap(({ leadsTo }) => leadsTo ?? [])
  const leads = [...new Set<Lead>(isAccess ? ['access', ...found] : found)]
  if (leads.length === 0) return null
  return (
    <nav aria-label="Where to go on" className="flex flex-wrap gap-2">
      {leads.map((lead) => (
        <ButtonLink
          key={lead}
          variant={lead === 'access' && isAccess ? 'primary' : undefined}
          href={functionUrlPath(identity, LEADS[lead].tab)}
          onClick={onLeave}
        >
          Open {LEADS[lead].label}
        </ButtonLink>
      ))}
    </nav>
  )
}
