import { Fragment, type ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import type { ReportExplanation } from '@/lib/cors/pasted/explain-report'
import type { BrowserReport } from '@/lib/cors/pasted/read-browser-message'
import { whatWasRead } from '@/lib/cors/pasted/what-was-read'
import type { Cors } from '@/lib/cors/value/schema'
import { corsDifferences } from '@/lib/function-urls/setting-differences'
import { quoted } from '@/lib/text/hostile-text'
import { visibleText } from '@/lib/text/visible-text'

interface ReportAnswerProps {
  report: BrowserReport
  explanation: ReportExplanation
  draft: Cors
  /** Of this function URL. */
  address: string
  /** What the left column of the fields is called. */
  before?: string
}

const NO_FIELDS = {
  none: 'These settings already allow this call. No CORS setting has to change.',
  elsewhere: 'CORS settings do not cause this, so no change is suggested.',
  unknown: 'Whether a CORS setting has to change cannot be told from this text alone.',
} as const

const SPEAKERS: Record<BrowserReport['source'], string> = {
  Chrome: 'What Chrome says',
  Firefox: 'What Firefox says',
  Safari: 'What Safari says',
  browser: 'What the browser says',
  response: 'What the response says',
  code: 'The call',
}

/** What a pasted text says, what to do, and the fields before and after. */
export function ReportAnswer(props: ReportAnswerProps) {
  const { report, explanation } = props
  const { says, request } = explanation
  return (
    <div className="flex flex-col gap-3">
      <ReportSays report={report} says={says}>
        {report.origin === undefined && (
          <p className="mt-1 text-mute">
            The text does not name the page’s origin: {quoted(request.origin)} is taken from the simulator.
          </p>
        )}
      </ReportSays>
      <ReportCure {...props} />
    </div>
  )
}

/** What a pasted text says by itself, whatever the settings are. */
export function ReportSays({
  report,
  says,
  children,
}: {
  report: BrowserReport
  says: string[]
  children?: ReactNode
}) {
  return (
    <section aria-label="What it says">
      <h3 className="font-semibold">{SPEAKERS[report.source]}</h3>
      {says.map((sentence) => (
        <p key={sentence} className="mt-1 break-words">
          {visibleText(sentence)}
        </p>
      ))}
      <WhatWasRead report={report} />
      {children}
    </section>
  )
}

/** What to do about it with these settings. */
export function ReportCure({ report, explanation, draft, address, before = 'Draft' }: ReportAnswerProps) {
  const { elsewhere, parts, fields, cors } = explanation
  return (
    <>
      {isElsewhere(report.address, address) && (
        <Callout tone="warn" title="It is about another address">
          The text names {quoted(report.address ?? '')}, not this function URL. If that address leads here (a
          domain of your own, a CDN), look there too: its cache and its own headers come in between.
        </Callout>
      )}
      {elsewhere.length > 0 && (
        <section aria-label="What to do">
          <h3 className="font-semibold">{parts.length > 0 ? 'Also' : 'What to do'}</h3>
          <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
            {elsewhere.map((sentence) => (
              <li key={sentence} className="break-words">
                {visibleText(sentence)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {fields === 'change' ? (
        <Fields before={draft} after={cors} head={before} />
      ) : (
        <p>{NO_FIELDS[fields]}</p>
      )}
    </>
  )
}

/** What was understood of the text, so that one sees what was not. */
function WhatWasRead({ report }: { report: BrowserReport }) {
  const rows = whatWasRead(report)
  if (rows.length === 0) return null
  return (
    <dl aria-label="What was read" className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-small">
      {rows.map(({ label, value }) => (
        <Fragment key={label}>
          <dt className="text-mute">{label}</dt>
          <dd className="min-w-0 text-mono [overflow-wrap:anywhere]">{visibleText(value)}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Fields({ before, after, head }: { before: Cors; after: Cors; head: string }) {
  return (
    <section aria-label="Suggested fix" className="rounded border border-line">
      <Table label="Fields to change" stacked>
        <THead>
          <TRow>
            <TH>Field</TH>
            <TH>{head}</TH>
            <TH>Suggested</TH>
          </TRow>
        </THead>
        <TBody>
          {corsDifferences(before, after).map((row) => (
            <TRow key={row.member}>
              <TD className="font-strong">{row.label}</TD>
              <TD label={head} className="text-mute text-mono [overflow-wrap:anywhere]">
                {visibleText(row.before)}
              </TD>
              <TD label="Suggested" className="text-mono [overflow-wrap:anywhere]">
                {visibleText(row.after)}
              </TD>
            </TRow>
          ))}
        </TBody>
      </Table>
    </section>
  )
}

function isElsewhere(named: string | undefined, address: string): boolean {
  if (named === undefined || !URL.canParse(named) || !URL.canParse(address)) return false
  return new URL(named).host !== new URL(address).host
}
