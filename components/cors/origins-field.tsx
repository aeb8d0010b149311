'use client'

import { useRef, useState } from 'react'
import { type CorsFieldProps, CorsListField } from '@/components/cors/cors-list-field'
import { useCorsMember } from '@/components/cors/use-cors-member'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CORS_LIMITS } from '@/lib/cors/value/cors'
import { pastedOrigins } from '@/lib/cors/value/pasted-list'
import type { AuthType } from '@/lib/identity/schema'

interface OriginsFieldProps extends CorsFieldProps {
  hasCredentials: boolean
  authType?: AuthType
}

/** Allow origins. Typing `*` asks at once, in place, whether every website is meant. */
export function OriginsField({ hasCredentials, authType, ...props }: OriginsFieldProps) {
  const { value, change } = useCorsMember(props.name, 'AllowOrigins')
  const [isAsking, setAsking] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const origins = value ?? []
  const isOpen = isAsking && origins.includes('*')
  // The question covers what there is to say about `*` until it is answered.
  const issues = isOpen
    ? props.issues.filter(({ path: [, index] }) => index === undefined || origins[index] !== '*')
    : props.issues
  const answer = (kept: string[]) => {
    setAsking(false)
    change(kept)
    box.current?.querySelector('input')?.focus()
  }
  return (
    <div ref={box}>
      <CorsListField
        {...props}
        issues={issues}
        member="AllowOrigins"
        max={CORS_LIMITS.origins}
        placeholder="Add an origin, such as https://shop.example.com"
        parse={pastedOrigins}
        warnings={
          isOpen ? props.warnings.filter(({ id }) => !id.startsWith('cors-any-origin')) : props.warnings
        }
        onBeforeChange={(before, after) =>
          setAsking(after.includes('*') && (isOpen || !before.includes('*')))
        }
      >
        {isOpen && (
          <AnyOriginQuestion
            others={origins.filter((origin) => origin !== '*')}
            hasCredentials={hasCredentials}
            isSigned={authType === 'AWS_IAM'}
            onKeep={() => answer(['*'])}
            onRemove={() => answer(origins.filter((origin) => origin !== '*'))}
          />
        )}
      </CorsListField>
    </div>
  )
}

interface AnyOriginQuestionProps {
  others: readonly string[]
  hasCredentials: boolean
  isSigned: boolean
  onKeep: () => void
  onRemove: () => void
}

function AnyOriginQuestion({ others, hasCredentials, isSigned, onKeep, onRemove }: AnyOriginQuestionProps) {
  return (
    <Callout
      tone={hasCredentials ? 'bad' : 'warn'}
      role="alert"
      title="Allow every website?"
      actions={
        <>
          <Button size="sm" onClick={onKeep}>
            {others.length > 0 ? 'Keep * only' : 'Keep *'}
          </Button>
          <Button size="sm" onClick={onRemove}>
            Remove
          </Button>
        </>
      }
    >
      <p>
        {isSigned
          ? 'With * any website may read this function URL’s responses in a visitor’s browser; the calls still have to be signed.'
          : 'With * any website may call this function URL from a visitor’s browser and read the response.'}
      </p>
      {hasCredentials && (
        <p>
          With credentials on, AWS is reported to name every website’s own origin in its response, so that any
          of them could call with the visitor’s cookies.
        </p>
      )}
      {others.length > 0 && <p>The other entries have no effect beside *.</p>}
    </Callout>
  )
}
