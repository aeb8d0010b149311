import type { Exchange } from '@/components/probe/use-exchange'
import { Callout } from '@/components/ui/callout'
import { isSafelistedMethod, unsafeHeaders } from '@/lib/cors/simulator/safelist'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import type { ProbeRequest } from '@/lib/probe/request'
import { scriptView } from '@/lib/probe/script-view'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

interface ScriptViewCalloutProps {
  request: ProbeRequest
  head: NonNullable<Exchange['head']>
}

/** What CORS lets a script on that origin have of the reply. */
export function ScriptViewCallout({ request, head }: ScriptViewCalloutProps) {
  const lines = head.headers.map(([name, value]): HeaderLine => [name, value ?? ''])
  const view = scriptView(lines, request.origin, false)
  const isAsked = !isSafelistedMethod(request.method) || unsafeHeaders(request.headers.map(pairOf)).length > 0
  return (
    <Callout
      tone={view.isReadable ? 'ok' : 'bad'}
      title={
        view.isReadable
          ? `A script on ${request.origin} could read this response`
          : `A script on ${request.origin} could not read this response`
      }
    >
      <p>{view.reason}</p>
      {view.isReadable && (
        <p className="break-words">
          It sees the headers {named(view.readable)}.{' '}
          {view.hidden.length > 0 && `Hidden from it: ${named(view.hidden)}.`}
        </p>
      )}
      {isAsked && <p>A browser would send a preflight first. The CORS tab can test it.</p>}
    </Callout>
  )
}

const pairOf = ({ name, value }: ProbeRequest['headers'][number]): HeaderLine => [name, value]
const named = (names: string[]) => listed(names.map(visibleText)) || 'none'
