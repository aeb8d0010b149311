import type { Owner } from '@/lib/owner/owner-of'
import { type OwnerTool, TOOL_DETAILS } from '@/lib/owner/tools'
import { visibleText } from '@/lib/text/visible-text'

/** `CloudFormation, stack checkout`: the tool and which of its stacks, apps or projects. */
export function ownerName({ tool, name }: Pick<Owner, 'tool' | 'name'>): string {
  const { label, unit } = TOOL_DETAILS[tool]
  return name === '' ? label : `${label}, ${unit} ${visibleText(name)}`
}

/** `Looks like SAM, stack checkout (tag lambda:createdBy=SAM)`, a sentence without the full stop. */
export const ownerSentence = (owner: Owner): string =>
  `Looks like ${ownerName(owner)} (tag ${visibleText(owner.tag)})`

const REVERTED_BY: Partial<Record<OwnerTool, string>> = {
  terraform: 'the next apply of Terraform',
  pulumi: 'the next pulumi up',
}

/** What becomes of a change that is made here and not in the sources, as a sentence. */
export function takenBack(owner: Owner): string {
  const { label } = TOOL_DETAILS[owner.tool]
  const by = REVERTED_BY[owner.tool] ?? `the next deployment with ${label}`
  return `This function looks as if ${ownerName(owner)} manages it: ${by} may take this change back, unless its sources say the same.`
}
