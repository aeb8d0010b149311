import { Certainty, FindingList } from '@/components/diagnosis/finding-list'
import { NotUnderstood } from '@/components/diagnosis/not-understood'
import { PlaceAnswer } from '@/components/diagnosis/place-answer'
import { ReportSays } from '@/components/diagnosis/report-answer'
import { explainReport } from '@/lib/cors/pasted/explain-report'
import type { BrowserReport } from '@/lib/cors/pasted/read-browser-message'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { type Diagnosis, isNotUnderstood } from '@/lib/diagnosis/diagnose'
import type { Sureness } from '@/lib/diagnosis/finding'
import type { Place } from '@/lib/diagnosis/places'

interface DiagnosisAnswerProps {
  text: string
  diagnosis: Diagnosis
  onLeave: () => void
}

/** Everything that is known about a pasted text: what went wrong, what it says of CORS, and whose it is. */
export function DiagnosisAnswer({ text, diagnosis, onLeave }: DiagnosisAnswerProps) {
  if (isNotUnderstood(diagnosis)) return <NotUnderstood text={text} />
  const { findings, report } = diagnosis
  const places = shownPlaces(diagnosis)
  return (
    <div className="flex flex-col gap-4">
      <FindingList findings={findings} />
      {report && <OfCors report={report} />}
      {places.map((place) => (
        <PlaceAnswer key={JSON.stringify(place)} place={place} diagnosis={diagnosis} onLeave={onLeave} />
      ))}
      {places.length === 0 && (
        <p className="text-mute">
          The text names no function URL. Add its address, its ARN or <code>name:alias</code> to see what is
          set there.
        </p>
      )}
    </div>
  )
}

const MAX_PLACES = 3

/** A request id matters where nothing else tells whose it is. */
function shownPlaces({ places }: Diagnosis): Place[] {
  const named = places.filter(({ kind }) => kind !== 'request-id')
  return (named.length > 0 ? named : places).slice(0, MAX_PLACES)
}

function OfCors({ report }: { report: BrowserReport }) {
  return (
    <div className="rounded border border-line px-3 py-2.5">
      <ReportSays report={report} says={saysOf(report)}>
        {report.problems.length > 0 && (
          <Certainty sureness={surenessOf(report)} source={SOURCES[report.source]} />
        )}
      </ReportSays>
    </div>
  )
}

const PAGE: PageRequest = {
  origin: 'https://app.example.com',
  method: 'GET',
  headers: [],
  withCredentials: false,
}

/** What holds whatever the settings are: explained against ones that lack nothing. */
function saysOf(report: BrowserReport): string[] {
  return explainReport(report, explainReport(report, {}, PAGE).cors, PAGE).says
}

function surenessOf({ problems }: BrowserReport): Sureness {
  return problems.every((problem) => problem === 'unnamed') ? 'possible' : 'certain'
}

const SOURCES: Record<BrowserReport['source'], string> = {
  Chrome: 'Chrome’s own words',
  Firefox: 'Firefox’s own words',
  Safari: 'Safari’s own words',
  browser: 'a browser’s own words',
  response: 'the headers, checked as a browser checks them',
  code: 'the code',
}
