'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Menu } from '@/components/ui/menu'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import { CORS_PRESETS, type CorsPreset } from '@/lib/cors/value/presets'

interface PresetMenuProps {
  /** Offered where a preset needs an origin. */
  origin: string
  isReadOnly: boolean
}

/** Starting points for common cases. A preset becomes the draft, which Discard undoes. */
export function PresetMenu({ origin, isReadOnly }: PresetMenuProps) {
  const { cors, replace } = useCorsDraft()
  const [asking, setAsking] = useState<CorsPreset>()
  const apply = (preset: CorsPreset, chosen: string) => {
    setAsking(undefined)
    replace(preset.cors(chosen, cors))
  }
  if (isReadOnly) return null
  return (
    <>
      <Menu
        label="Preset"
        align="start"
        items={CORS_PRESETS.map((preset) => ({
          label: preset.label,
          onSelect: () => (preset.needsOrigin ? setAsking(preset) : apply(preset, '')),
        }))}
      >
        Preset
        <ChevronDown aria-hidden size={14} />
      </Menu>
      {asking && (
        <PresetDialog
          key={asking.id}
          preset={asking}
          suggested={origin}
          onUse={(chosen) => apply(asking, chosen)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

interface PresetDialogProps {
  preset: CorsPreset
  suggested: string
  onUse: (origin: string) => void
  onClose: () => void
}

function PresetDialog({ preset, suggested, onUse, onClose }: PresetDialogProps) {
  const [origin, setOrigin] = useState(suggested)
  const [isTried, setTried] = useState(false)
  const trimmed = origin.trim()
  const problem =
    trimmed === '*'
      ? { message: 'Enter one origin: with * every website would be allowed.' }
      : diagnoseOrigin(trimmed)
  const fix = problem && 'fix' in problem && problem.fix?.values.length === 1 ? problem.fix : undefined
  const use = () => {
    if (problem) setTried(true)
    else onUse(trimmed)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={preset.label}
      description={preset.description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={use}>
            Apply to draft
          </Button>
        </>
      }
    >
      <Field
        label="Origin of the page"
        hint="As the browser sends it: scheme, host name and, where it is not the default, port."
        error={isTried && problem ? problem.message : undefined}
        errorActions={
          fix && (
            <Button size="sm" onClick={() => setOrigin(fix.values[0] ?? origin)}>
              {fix.label}
            </Button>
          )
        }
      >
        <Input
          mono
          value={origin}
          onChange={(event) => setOrigin(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            use()
          }}
        />
      </Field>
    </Dialog>
  )
}
