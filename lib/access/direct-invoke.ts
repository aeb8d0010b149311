import { BOTH_ACTIONS, type PolicyView } from '@/lib/access/access-facts'
import { decisionsFor } from '@/lib/access/caller-standing'
import { grantCure, permissionsFor, revokeCure, unremovableNote } from '@/lib/access/cures'
import type { Finding } from '@/lib/access/finding'
import { namesOf, sentence } from '@/lib/access/statement-words'
import { deniesDirectInvoke, opensDirectInvoke } from '@/lib/permissions/statement'
import { listed } from '@/lib/text/listed'

/** Statements that let everyone past the URL. The open grant is replaced before it is removed, so that the URL answers all the while. */
export function directInvoke(view: PolicyView, hasUrl: boolean): Finding[] {
  const denials = view.statements.filter(deniesDirectInvoke)
  const isHeld = denials.length > 0
  return view.statements.filter(opensDirectInvoke).map((statement, index) => {
    const rest = { ...view, statements: view.statements.filter((one) => one !== statement) }
    const unsigned = { kind: 'unsigned' } as const
    const isPublic = (of: PolicyView) => decisionsFor(unsigned, of).every(({ answer }) => answer === 'yes')
    const lost =
      hasUrl && view.authType === 'NONE' && isPublic(view)
        ? BOTH_ACTIONS.filter((_, place) => decisionsFor(unsigned, rest)[place]?.answer !== 'yes')
        : []
    const replace = grantCure(
      `Review adding ${listed(lost)} first`,
      view.identity,
      permissionsFor(unsigned, lost, 'NONE'),
      view.statements,
    )
    const remove = revokeCure('Review removing it', view.identity, [statement])
    return {
      id: `direct-invoke-${index}`,
      kind: 'excess' as const,
      tone: isHeld ? ('warn' as const) : ('bad' as const),
      title: isHeld
        ? 'Only a Deny keeps everyone from invoking the function directly'
        : 'Everyone may invoke the function directly',
      text: [
        sentence(
          `${namesOf([statement])} allows lambda:InvokeFunction to everyone without the condition lambda:InvokedViaFunctionUrl: ${isHeld ? `without the Deny ${namesOf(denials)}, ` : ''}any AWS account ${isHeld ? 'could' : 'can'} invoke the function without its URL, whatever the auth type`,
        ),
        lost.length > 0 &&
          'The URL needs it now. Make two changes: add the statement that is limited to the URL, then remove this one. In this order the URL keeps working.',
        ...unremovableNote([statement]),
      ]
        .filter((text) => typeof text === 'string')
        .join(' '),
      cures: lost.length > 0 ? replace : remove,
    }
  })
}
