'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'

/** The token that was just made: the one time that it is shown. */
export function NewToken({ secret, onClose }: { secret: string; onClose: () => void }) {
  const heading = useRef<HTMLDivElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Panel aria-labelledby="new-token" className="border-warn">
      <div ref={heading} tabIndex={-1} className="outline-none">
        <PanelHeader
          title="Copy the token now"
          titleId="new-token"
          description="It is shown this once. The console keeps a digest of it, from which nobody can make it again."
          actions={<Button onClick={onClose}>I have copied it</Button>}
        />
      </div>
      <PanelBody>
        <CodeBlock label="Token" code={secret} wrap />
      </PanelBody>
    </Panel>
  )
}
