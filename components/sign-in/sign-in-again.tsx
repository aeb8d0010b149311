'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { lateComponent, useLateComponent } from '@/components/ui/late-component'
import { awaitedNeed, type Need, watchNeed } from '@/lib/draft/ask-again'

export interface AgainDialogProps {
  need: Need
  personId: string
  proof: 'password' | 'provider'
}

const dialog = lateComponent<AgainDialogProps>(async () => (await import('./again-dialog')).AgainDialog)

/** Where the session has ended, or a proof is needed: the dialog for it, loaded then. Stands once, in the layout. */
export function SignInAgain({ personId, proof }: Omit<AgainDialogProps, 'need'>) {
  const need = useSyncExternalStore(watchNeed, awaitedNeed, () => undefined)
  const Dialog = useLateComponent(dialog)
  useEffect(() => {
    if (need) void dialog.load().catch(() => undefined)
  }, [need])
  return need && Dialog ? <Dialog need={need} personId={personId} proof={proof} /> : null
}
