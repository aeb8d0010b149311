import 'server-only'
import type { IncomingHttpHeaders } from 'node:http'
import { singleton } from '@/lib/process/singleton'

/** A piece of work as a trace shows it. What it says comes out of lists that are known: no values, no names of people. */
export interface SpanOf {
  name: string
  kind?: 'internal' | 'server' | 'client'
  attributes?: Record<string, string | number>
}

/** A piece of work under way. */
export interface OpenSpan {
  /** What is known of it at its end. */
  end(attributes?: SpanOf['attributes'], isFailed?: boolean): void
  /** Runs `work`, whose own spans become parts of this one. */
  within<T>(work: () => T): T
}

/** Who writes traces. */
export interface Tracer {
  /**
   * A request, whose `headers` may name the trace that it belongs to (W3C Trace Context), or a part of one. What
   * is part of none is not told: background work asks AWS and the database all the time.
   */
  begin(span: SpanOf, headers?: IncomingHttpHeaders): OpenSpan | undefined
  /** A piece of work that is over. */
  past(span: SpanOf, milliseconds: number, isFailed: boolean): void
}

const holder = singleton<{ tracer?: Tracer }>('tracer', () => ({}))

/** Who writes traces from now on. */
export function traceBy(tracer: Tracer | undefined): void {
  holder.tracer = tracer
}

/** Begins a piece of work; `undefined` where nobody writes traces. */
export const beginSpan: (span: SpanOf, headers?: IncomingHttpHeaders) => OpenSpan | undefined = (
  span,
  headers,
) => holder.tracer?.begin(span, headers)

/** Tells of a piece of work that is over. */
export function pastSpan(span: SpanOf, milliseconds: number, isFailed: boolean): void {
  holder.tracer?.past(span, milliseconds, isFailed)
}

/** Work as a part of what is under way; `endOf` says what is known at its end. What throws has failed. */
export async function inSpan<T>(
  span: SpanOf,
  work: () => Promise<T>,
  endOf?: (result: T) => { attributes: SpanOf['attributes']; isFailed: boolean },
): Promise<T> {
  const open = beginSpan(span)
  if (!open) return work()
  try {
    const result = await open.within(work)
    const { attributes, isFailed } = endOf?.(result) ?? { attributes: {}, isFailed: false }
    open.end(attributes, isFailed)
    return result
  } catch (error) {
    open.end({}, true)
    throw error
  }
}
