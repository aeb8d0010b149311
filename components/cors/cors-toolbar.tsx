'use client'

import { ClipboardPaste } from 'lucide-react'
import { DraftLinkButton } from '@/components/cors/draft-link-button'
import { PasteErrorDialog } from '@/components/cors/lazy-studio'
import { PresetMenu } from '@/components/cors/preset-menu'
import { usePasteDialog } from '@/components/cors/use-paste-dialog'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import { ACTION_BAR_ID } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { SkipLink } from '@/components/ui/skip-link'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

const VIEWS = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const
type CorsView = (typeof VIEWS)[number]['value']

interface CorsToolbarProps {
  view: CorsView
  onView: (view: CorsView) => void
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  simulated: SimulatorView
  onSimulate: (part: Partial<SimulatorView>) => void
  isReadOnly: boolean
}

/** What fills the whole draft at once, and how it is looked at. */
export function CorsToolbar(props: CorsToolbarProps) {
  const { view, onView, identity, config, simulated, onSimulate, isReadOnly } = props
  const pasting = usePasteDialog()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SkipLink to="simulator">Skip to the simulator</SkipLink>
      <SkipLink to={ACTION_BAR_ID}>Skip to the review</SkipLink>
      <PresetMenu origin={simulated.request.origin} isReadOnly={isReadOnly} />
      <Button icon={<ClipboardPaste aria-hidden size={14} />} onClick={pasting.open}>
        Paste a browser error
      </Button>
      <DraftLinkButton />
      <div className="ml-auto">
        <ChoiceSwitch label="Edit as" value={view} onChange={onView} options={VIEWS} />
      </div>
      {pasting.wasOpened && (
        <PasteErrorDialog
          {...pasting.props}
          identity={identity}
          config={config}
          page={simulated.request}
          onRequest={(request) => onSimulate({ request })}
          isReadOnly={isReadOnly}
        />
      )}
    </div>
  )
}
