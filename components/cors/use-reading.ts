'use client'

import { useDeferredValue, useState } from 'react'
import { isTold, type ToldCall, UNTOLD } from '@/components/cors/asked-call'
import { asksForCall, explainReport, type ReportExplanation } from '@/lib/cors/pasted/explain-report'
import type { BrowserReport } from '@/lib/cors/pasted/read-browser-message'
import type { PageRequest, Stop } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import { type Diagnosis, diagnose } from '@/lib/diagnosis/diagnose'

/** What was read of a pasted text. */
export interface PastedReading {
  report: BrowserReport
  explanation: ReportExplanation
  /** What Lambda answers to the call whatever CORS says, for sure. */
  stop: Stop | null
}

interface ReadingOf {
  /** `null`: no call and no message about one was understood. */
  reading: PastedReading | null
  findings: Diagnosis['findings']
  /** The text names a preflight and no call, so a person is asked for it. */
  isAsking: boolean
  /** They have not said enough for a verdict. */
  isUntold: boolean
  told: ToldCall
  tell: (call: ToldCall) => void
}

/** Reads a pasted text against the draft, with what a person adds where it does not name the call. */
export function useReading(text: string, { draft, page, stopOf }: ReadContext): ReadingOf {
  const [told, tell] = useState(UNTOLD)
  const { findings, report: read } = diagnose(useDeferredValue(text))
  const isAsking = read !== null && asksForCall(read)
  const isUntold = isAsking && !isTold(told)
  const asked = { findings, isAsking, isUntold, told, tell }
  if (read === null) return { ...asked, reading: null }
  const report: BrowserReport = isAsking && !isUntold ? { ...read, ...toldPart(told) } : read
  const explanation = explainReport(report, draft, page)
  return { ...asked, reading: { report, explanation, stop: stopOf(explanation.request) } }
}

interface ReadContext {
  draft: Cors
  /** What the simulator asks now; it fills in what the text leaves out. */
  page: PageRequest
  /** What keeps a call from the function whatever CORS says. */
  stopOf: (request: PageRequest) => Stop | null
}

const toldPart = ({ method, headers, withCredentials }: ToldCall) => ({
  method,
  headers: headers.map(([name, value]): [string, string] => [name, value]),
  withCredentials,
})
