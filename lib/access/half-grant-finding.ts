import { INVOKE, type InvokeAction, type PolicyView } from '@/lib/access/access-facts'
import { type CallerStanding, decisionsFor, isSurelyAllowed } from '@/lib/access/caller-standing'
import { grantCure, permissionsFor } from '@/lib/access/cures'
import type { Finding } from '@/lib/access/finding'
import { sentence } from '@/lib/access/statement-words'
import { EXEMPTION } from '@/lib/access/verdict'
import { functionArn } from '@/lib/identity/arn'
import type { Statement } from '@/lib/permissions/schema'
import { isEveryone, permissionOf } from '@/lib/permissions/statement'
import { listed } from '@/lib/text/listed'

/** A caller who was given one of the two permissions, and the other one as the cure. */
export function halfGrantFinding({ caller, phrase }: CallerStanding, view: PolicyView): Finding {
  const decisions = decisionsFor(caller, view)
  const missing = decisions.filter((one) => !isSurelyAllowed(caller, one)).map(({ action }) => action)
  const what = listed(missing)
  const ready = permissionsFor(caller, missing, view.authType)
  const permissions =
    ready.length > 0
      ? ready
      : counterparts(
          decisions.flatMap(({ allows }) => allows.map(({ statement }) => statement)),
          missing,
          view,
        )
  return {
    id: `half-${'service' in caller ? caller.service : phrase}`,
    kind: 'missing',
    tone: 'bad',
    title: sentence(`${phrase}: ${what} is missing`).slice(0, -1),
    text: [
      'The policy grants only one of the two permissions, so callers from outside this account get 403.',
      ...(missing.join() === INVOKE ? [EXEMPTION] : []),
    ].join(' '),
    cures: grantCure(`Review adding ${what}`, view.identity, permissions, view.statements),
  }
}

/** The missing action under the same conditions as the one that is there: for a service and its source. */
function counterparts(allows: readonly Statement[], missing: readonly InvokeAction[], view: PolicyView) {
  // Never from a statement for everyone: only who is named is given the other half.
  const there = allows.find(({ Principal }) => !isEveryone(Principal))
  const permission = there && permissionOf(there, functionArn(view.identity))
  // An event source token is a secret of its statement: it is not copied into another.
  if (!permission || permission.EventSourceToken) return []
  const { FunctionUrlAuthType: _, InvokedViaFunctionUrl: __, ...common } = permission
  return missing.map((Action) => ({
    ...common,
    Action,
    ...(Action === INVOKE ? { InvokedViaFunctionUrl: true } : { FunctionUrlAuthType: view.authType }),
  }))
}
