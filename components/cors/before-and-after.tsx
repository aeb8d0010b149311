'use client'

import { Fragment, useState } from 'react'
import { MatrixCellView } from '@/components/cors/matrix-cell'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import type { Simulations } from '@/components/cors/use-simulations'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { TagInput } from '@/components/ui/tag-input'
import { corsMatrix } from '@/lib/cors/effects/matrix'
import { changedFirst, originsToCompare, UNLISTED_ORIGIN } from '@/lib/cors/effects/origins-to-compare'
import { CORS_METHODS } from '@/lib/cors/value/cors'
import { pastedOrigins } from '@/lib/cors/value/pasted-list'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

interface BeforeAndAfterProps {
  config: FunctionUrlConfig
  simulations: Simulations
  onChange: (part: Partial<SimulatorView>) => void
}

const METHODS = CORS_METHODS.filter((method) => method !== '*')
/** Rows before "Show all". */
const SHOWN_AT_FIRST = 8

/** Every origin that matters × every method: what CORS allows now, and with the draft. */
export function BeforeAndAfter({ config, simulations, onChange }: BeforeAndAfterProps) {
  const [isWhole, setWhole] = useState(false)
  const { view, draft, shown: simulation } = simulations
  const { request, ownHeaders, otherOrigins } = view
  const origins = originsToCompare(config.Cors, draft, [request.origin, ...otherOrigins])
  const rows = changedFirst(
    corsMatrix(config.Cors, draft, origins, METHODS, {
      address: config.FunctionUrl,
      headers: request.headers,
      withCredentials: request.withCredentials,
      ownHeaders,
    }),
  )
  const shown = isWhole ? rows : rows.slice(0, SHOWN_AT_FIRST)
  return (
    <section aria-labelledby="before-and-after" className="flex min-w-0 flex-col gap-2">
      <div>
        <h3 id="before-and-after" className="font-semibold">
          Before and after
        </h3>
        <p className="text-mute text-small">{contextText(view)}</p>
        {simulation.stop && (
          <p className="mt-1 text-small text-warn">
            CORS alone. Until access is fixed, Lambda answers {simulation.stop.statuses.join(' or ')} to every
            one of these calls.
          </p>
        )}
      </div>
      <div className="-mx-4">
        <Table label="Origins and methods, now and with this draft">
          <THead>
            <TRow>
              <TH>Origin</TH>
              {METHODS.map((method) => (
                <TH key={method} className="text-center! text-mono">
                  {method}
                </TH>
              ))}
            </TRow>
          </THead>
          <TBody>
            {shown.map(({ origin, cells }) => (
              <TRow key={origin}>
                <th
                  scope="row"
                  className="min-w-40 max-w-60 px-3 py-2 pl-4 text-left font-normal text-mono [overflow-wrap:anywhere]"
                >
                  {origin === UNLISTED_ORIGIN ? (
                    <span className="font-sans text-mute">any other origin</span>
                  ) : (
                    <Origin text={visibleText(origin)} />
                  )}
                </th>
                {cells.map((cell) => (
                  <TD key={cell.method} className="p-0!">
                    <MatrixCellView cell={cell} />
                  </TD>
                ))}
              </TRow>
            ))}
          </TBody>
        </Table>
      </div>
      {rows.length > shown.length && (
        <Button size="sm" className="self-start" onClick={() => setWhole(true)}>
          Show all {rows.length} origins
        </Button>
      )}
      <Disclosure summary="Compare other origins too" open={otherOrigins.length > 0 || undefined}>
        <Field label="Other origins" hint="Pages that you know of and that are not listed.">
          <TagInput
            value={[...otherOrigins]}
            onChange={(next) => onChange({ otherOrigins: next })}
            parse={pastedOrigins}
            placeholder="Add an origin"
          />
        </Field>
      </Disclosure>
    </section>
  )
}

/** Breaks after the scheme and before a dot, and only then within a name. */
function Origin({ text }: { text: string }) {
  return text.split(/(?<=:\/\/)|(?=\.)/).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay in their order
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

function contextText({ request: { headers, withCredentials } }: SimulatorView): string {
  const names = listed(headers.map(([name]) => visibleText(name)))
  const named = headers.length === 1 ? `the header ${names}` : `the headers ${names}`
  const parts = [headers.length > 0 ? named : '', withCredentials ? 'credentials' : ''].filter(Boolean)
  return `Whether a page can read the response to a call ${parts.length > 0 ? `with ${listed(parts)}` : 'without headers and credentials'}.`
}
