'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { Time } from '@/components/ui/time'
import { ToggleGroup } from '@/components/ui/toggle-group'
import { useServedQuery } from '@/components/ui/use-served-query'
import { CODE_FORMATS, FORMAT_DETAILS } from '@/lib/codegen/formats'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { PolicyAnswer } from '@/lib/permissions/policy-schema'
import { policyQuery } from '@/lib/permissions/queries'

const reading = () => <SkeletonLines lines={12} label="Writing the code" />

const GeneratedCode = dynamic(
  async () => (await import('@/components/codegen/generated-code')).GeneratedCode,
  { loading: reading },
)

interface CodeTabProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

const OPTIONS = CODE_FORMATS.map((value) => ({ value, label: FORMAT_DETAILS[value].label }))

/** The function URL with its permissions as code, in the format that the address names. */
export function CodeTab({ identity, config, readAt }: CodeTabProps) {
  const { data } = useServedQuery(functionUrlQuery(identity), { config, readAt })
  const policy = useQuery(policyQuery(identity))
  const [format, setFormat] = useQueryState('format', parseAsStringLiteral(CODE_FORMATS).withDefault('cli'))
  if (data.config === null) return null
  const isAnswered = policy.data !== undefined || policy.error !== null
  const choose = (chosen: string[]) => {
    const next = CODE_FORMATS.find((each) => each !== format && chosen.includes(each))
    if (next) void setFormat(next)
  }
  return (
    <Panel aria-labelledby="code" className="mb-6">
      <PanelHeader
        title="Code"
        titleId="code"
        description="This function URL and the permissions of its qualifier, as they were read."
        actions={<ToggleGroup label="Format" options={OPTIONS} value={[format]} onChange={choose} />}
      />
      <PanelBody className="flex flex-col gap-4">
        {policy.error && (
          <FailureCallout
            failure={failureFrom(policy.error)}
            actions={<Button onClick={() => policy.refetch()}>Read again</Button>}
          />
        )}
        {isAnswered ? (
          <GeneratedCode
            format={format}
            source={{ identity, config: data.config, ...statementsIn(policy) }}
          />
        ) : (
          reading()
        )}
        <p className="text-mute text-small">
          Function URL read <Time iso={data.readAt} />
          {policy.data && !policy.error && (
            <>
              {' '}
              · policy read <Time iso={policy.data.readAt} />
            </>
          )}
        </p>
      </PanelBody>
    </Panel>
  )
}

/** After a failed read what was read before is not shown as what is there. */
function statementsIn({ data, error }: { data?: PolicyAnswer; error: unknown }) {
  if (error || !data) return { statements: undefined, policyFailure: failureFrom(error).message }
  return { statements: data.policy?.statements ?? [] }
}
