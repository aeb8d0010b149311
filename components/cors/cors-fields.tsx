'use client'

import { useController, useFormContext, useWatch } from 'react-hook-form'
import { type CorsFieldProps, CorsListField } from '@/components/cors/cors-list-field'
import { CredentialsField } from '@/components/cors/credentials-field'
import { MaxAgeField } from '@/components/cors/max-age-field'
import { MethodsField } from '@/components/cors/methods-field'
import { OriginsField } from '@/components/cors/origins-field'
import { Callout } from '@/components/ui/callout'
import { RadioCards } from '@/components/ui/radio-cards'
import { CORS_LIMITS } from '@/lib/cors/value/cors'
import { type CorsFormValue, formToCors, isOnButEmpty } from '@/lib/cors/value/cors-form'
import { headerNameKey } from '@/lib/cors/value/header-name'
import { corsIssues } from '@/lib/cors/value/issues'
import { pastedHeaderNames } from '@/lib/cors/value/pasted-list'
import { corsWarnings } from '@/lib/cors/value/warnings'
import type { AuthType } from '@/lib/identity/schema'

interface CorsFieldsProps {
  /** Where in the form around (`FormProvider`) the `CorsFormValue` is. */
  name?: string
  /** Of the function URL, since some warnings depend on it. */
  authType?: AuthType
  isReadOnly?: boolean
}

/** The CORS part of a form: off or on, and the six members with what is wrong and what to know about each. */
export function CorsFields({ name = 'Cors', authType, isReadOnly = false }: CorsFieldsProps) {
  const { control } = useFormContext()
  const value: CorsFormValue = useWatch({ control, name })
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <CorsSwitch name={name} isReadOnly={isReadOnly} />
      {value.enabled && <CorsMembers name={name} value={value} authType={authType} isReadOnly={isReadOnly} />}
    </div>
  )
}

function CorsSwitch({ name, isReadOnly }: { name: string; isReadOnly: boolean }) {
  const { control } = useFormContext()
  const { field } = useController({ control, name: `${name}.enabled` })
  return (
    <RadioCards
      label="CORS"
      columns={2}
      value={field.value ? 'on' : 'off'}
      onChange={(choice) => field.onChange(choice === 'on')}
      options={[
        {
          value: 'off',
          title: 'Off',
          description: 'Nothing is stored. Lambda adds no CORS headers, and preflights reach the function.',
          disabled: isReadOnly,
        },
        {
          value: 'on',
          title: 'On',
          description: 'Lambda answers preflights itself and adds the CORS headers to the responses.',
          disabled: isReadOnly,
        },
      ]}
    />
  )
}

interface CorsMembersProps {
  name: string
  value: CorsFormValue
  authType: AuthType | undefined
  isReadOnly: boolean
}

/** Pages are offered these while they type; anything else may be entered too. */
const COMMON_REQUEST_HEADERS = [
  'content-type',
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'x-api-key',
  'x-request-id',
  'x-requested-with',
]

function CorsMembers({ name, value, authType, isReadOnly }: CorsMembersProps) {
  const cors = formToCors(value)
  const issues = corsIssues(cors)
  const warnings = corsWarnings(cors, authType)
  const of = (member: keyof typeof cors): CorsFieldProps => ({
    name,
    isReadOnly,
    issues: issues.filter(({ path }) => path[0] === member),
    warnings: warnings.filter((warning) => warning.member === member),
  })
  const headers = {
    max: CORS_LIMITS.headers,
    parse: pastedHeaderNames,
    normalise: headerNameKey,
  }
  return (
    <>
      {isOnButEmpty(value) && <OnButEmpty />}
      <OriginsField
        {...of('AllowOrigins')}
        hasCredentials={value.AllowCredentials === true}
        authType={authType}
      />
      <MethodsField {...of('AllowMethods')} />
      <CorsListField
        {...of('AllowHeaders')}
        {...headers}
        member="AllowHeaders"
        placeholder="Add a header that pages send"
        suggestions={COMMON_REQUEST_HEADERS}
        hint="AWS stores header names in lower case."
      />
      <CorsListField
        {...of('ExposeHeaders')}
        {...headers}
        member="ExposeHeaders"
        placeholder="Add a header that scripts may read"
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <CredentialsField {...of('AllowCredentials')} />
        <MaxAgeField {...of('MaxAge')} />
      </div>
    </>
  )
}

function OnButEmpty() {
  return (
    <Callout tone="neutral" role="status" title="CORS is on and allows no origin">
      AWS keeps these empty settings, which is not the same as off. Add an origin, or choose Off to clear
      them.
    </Callout>
  )
}
