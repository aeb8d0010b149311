import { CodeBlock } from '@/components/ui/code-block'
import type { PlannedChange } from '@/lib/changes/change'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import { codeDifference } from '@/lib/codegen/code-difference'
import type { CodeSource } from '@/lib/codegen/code-source'
import { type CodeFormat, FORMAT_DETAILS } from '@/lib/codegen/formats'
import { generateCode } from '@/lib/codegen/generate-code'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

interface OwnerPatchProps {
  plan: PlannedChange
  format: CodeFormat
}

/** The lines that come and go in the sources, or all of them for a function URL that is new. Loaded when opened. */
export function OwnerPatch({ plan, format }: OwnerPatchProps) {
  const { before, after, request } = plan
  const [from, to] = [before, after].map((state) => sourceOf(request.identity, state))
  const { label } = FORMAT_DETAILS[format]
  if (!to) return null
  const code = from ? codeDifference(format, from, to) : generateCode(format, to).code
  if (code === '') return <p>{label} code says nothing of this.</p>
  return (
    <>
      <p className="mb-2 text-mute">
        {from
          ? 'Lines that go (-) and come (+) in what the Code tab generates. Your own sources may name things otherwise.'
          : 'As the Code tab generates it. Your own sources may name things otherwise.'}
      </p>
      <CodeBlock label={`${label}, the change`} code={code} />
    </>
  )
}

function sourceOf(identity: FunctionUrlIdentity, state: QualifierState): CodeSource | undefined {
  return state.config === null
    ? undefined
    : { identity, config: state.config, statements: statementsOf(state) }
}
