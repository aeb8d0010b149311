import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'
import { LATEST } from '@/lib/identity/qualifier'
import { counted } from '@/lib/text/counted'

/** A few versions behind is how careful deployments look. */
const MANY_VERSIONS = 5

export const aliasBehind: FindingRule = {
  id: 'alias-behind',
  severity: 'low',
  title: 'The alias is far behind the newest version',
  why: 'Callers of this URL get code that is many versions old, perhaps without fixes that the newest one has.',
  remedy: 'Point the alias to a newer version, or delete the URL if it is not needed any more.',
  cannotKnow: 'Whether the newer versions are meant for this alias.',
  page: 'access',
  documentation: 'urlSettings',
  evidence: ({ versions, access: { identity, authType } }) => {
    if (authType === null || identity.qualifier === LATEST) return ABSENT
    if ('unknown' in versions) return { is: 'unknown', part: 'versions', why: versions.unknown }
    const { ofAlias, newest } = versions.value
    return newest - ofAlias >= MANY_VERSIONS
      ? found(
          `${identity.qualifier} points to version ${ofAlias}, ${counted(newest - ofAlias, 'version')} behind ${newest}.`,
        )
      : ABSENT
  },
  cure: () => ({ advice: 'Point the alias to a newer version with your deployment tool.' }),
}
