'use client'

import type { CorsFieldProps } from '@/components/cors/cors-list-field'
import { MemberWarnings } from '@/components/cors/cors-problems'
import { useCorsMember } from '@/components/cors/use-cors-member'
import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { CORS_SETTINGS } from '@/lib/function-urls/settings'

/** Allow credentials. */
export function CredentialsField({ name, warnings, isReadOnly }: CorsFieldProps) {
  const field = useCorsMember(name, 'AllowCredentials')
  return (
    <div ref={field.ref} className="flex min-w-0 flex-col gap-2">
      <Field
        label={CORS_SETTINGS.AllowCredentials.label}
        error={field.messages}
        hint="Pages may then send cookies, HTTP authentication and client certificates, and read the response."
      >
        <Switch
          checked={field.value === true}
          onCheckedChange={field.change}
          disabled={isReadOnly}
          label="Allow credentials in browser calls"
        />
      </Field>
      <MemberWarnings warnings={warnings} />
    </div>
  )
}
