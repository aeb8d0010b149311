'use client'

import { ExternalLink } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { ChangeLink } from '@/components/changes/change-link'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CopyButton } from '@/components/ui/copy-button'
import type { ChangeProgress } from '@/lib/changes/change'
import { isSameCors } from '@/lib/function-urls/settings'
import { createPath, functionUrlPath } from '@/lib/identity/paths'

/** What a person does next, once a change is applied: with the new address, the lost one, or the new CORS settings. */
export function AfterChange({ change }: { change: ChangeProgress }) {
  const { outcome, before, after } = change
  if (outcome?.verdict !== 'applied') return null
  if (!before.config && after.config) return <NewAddress change={change} />
  if (before.config && !after.config) return <Recreate change={change} />
  const isAboutCors = !isSameCors(before.config?.Cors, after.config?.Cors)
  return isAboutCors ? <TakesEffect change={change} /> : null
}

function NewAddress({ change }: { change: ChangeProgress }) {
  const { identity } = change.request
  const address = change.outcome?.state?.config?.FunctionUrl
  if (!address) return null
  return (
    <Callout
      tone="neutral"
      title="The new address"
      actions={
        <>
          <ButtonLink
            href={address}
            target="_blank"
            rel="noreferrer noopener"
            icon={<ExternalLink aria-hidden size={14} />}
          >
            Open
          </ButtonLink>
          <ButtonLink href={functionUrlPath(identity, 'try')}>Try it</ButtonLink>
        </>
      }
    >
      <span className="break-all text-mono">{address}</span>{' '}
      <CopyButton text={address} label="Copy the new address" />
    </Callout>
  )
}

/** The way back after a deletion, as far as there is one. */
export function Recreate({ change }: { change: ChangeProgress }) {
  const { account, region, functionName } = change.request.identity
  const create = createPath({ account, region, functionName, recreates: change.changeId })
  return (
    <Callout
      tone="neutral"
      title="The configuration is kept here"
      actions={<ChangeLink href={create}>Recreate (new address)</ChangeLink>}
    >
      A function URL created with these settings gets a new address; the old one is permanently deleted.
    </Callout>
  )
}

/** Recorded: cleared CORS settings were served for another 48 seconds. */
function TakesEffect({ change }: { change: ChangeProgress }) {
  const cors = functionUrlPath(change.request.identity, 'cors')
  const isThere = usePathname() === cors
  return (
    <Callout
      tone="neutral"
      title="CORS changes take up to a minute to take effect"
      actions={!isThere && <ButtonLink href={`${cors}#live-preflight`}>Test live</ButtonLink>}
    >
      {isThere
        ? 'Test live, beside the editor, asks the function URL itself.'
        : 'Then ask the function URL itself.'}
    </Callout>
  )
}
