import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'

export const managedAndChanged: FindingRule = {
  id: 'managed-and-changed',
  severity: 'low',
  title: 'Managed by a tool, and changed past it',
  why: 'The next deployment of the tool may take the change back, or fail because of it.',
  remedy: 'Bring the change into the template, or take it back.',
  cannotKnow: 'What the template says. Tags only tell what the function looks like it is managed by.',
  page: 'activity',
  evidence: ({ owner, outsideChange, access: { authType } }) => {
    if (authType === null) return ABSENT
    if ('unknown' in owner) return { is: 'unknown', part: 'owner', why: owner.unknown }
    if (owner.value === null) return ABSENT
    if ('unknown' in outsideChange)
      return { is: 'unknown', part: 'outside changes', why: outsideChange.unknown }
    if (outsideChange.value === null) return ABSENT
    const { tool, name } = owner.value
    const { by, at } = outsideChange.value
    return found(`It looks managed by ${tool} (${name}); ${by} changed it on ${at.slice(0, 10)}.`)
  },
  cure: () => ({ advice: 'Bring the change into the template, or take it back on the Activity tab.' }),
}
