'use client'

import { ClipboardPaste } from 'lucide-react'
import { useState } from 'react'
import { NewUrlSimulator, PasteIntoNewDialog } from '@/components/cors/lazy-studio'
import { PresetMenu } from '@/components/cors/preset-menu'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { usePasteDialog } from '@/components/cors/use-paste-dialog'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'

const SOMEWHERE: PageRequest = {
  origin: 'https://app.example.com',
  method: 'GET',
  headers: [],
  withCredentials: false,
}

interface NewUrlStudioProps {
  identity: FunctionUrlIdentity
  authType: AuthType
  isReadOnly: boolean
}

/** What helps to fill in the CORS settings of a new function URL: presets, a pasted message, and the simulator. */
export function NewUrlStudio({ identity, authType, isReadOnly }: NewUrlStudioProps) {
  const { cors } = useCorsDraft()
  const [typed, setView] = useState<SimulatorView>()
  const [isSimulating, setSimulating] = useState(false)
  const pasting = usePasteDialog()
  const listed = cors.AllowOrigins?.find((origin) => origin !== '*')
  const first = {
    request: { ...SOMEWHERE, ...(listed && { origin: listed }) },
    ownHeaders: [],
    otherOrigins: [],
  }
  const view = typed ?? first
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <PresetMenu origin={typed?.request.origin ?? ''} isReadOnly={isReadOnly} />
        <Button icon={<ClipboardPaste aria-hidden size={14} />} onClick={pasting.open}>
          Paste a browser error
        </Button>
      </div>
      <Disclosure
        summary="What a browser would do"
        open={isSimulating}
        onToggle={(event) => setSimulating(event.currentTarget.open)}
      >
        {isSimulating && (
          <NewUrlSimulator identity={identity} authType={authType} view={view} onChange={setView} />
        )}
      </Disclosure>
      {pasting.wasOpened && (
        <PasteIntoNewDialog
          {...pasting.props}
          page={view.request}
          onRequest={(request) => {
            setView({ ...view, request })
            setSimulating(true)
          }}
          isReadOnly={isReadOnly}
        />
      )}
    </div>
  )
}
