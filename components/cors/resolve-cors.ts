import { toNestErrors } from '@hookform/resolvers'
import type { FieldError, Resolver } from 'react-hook-form'
import type { CorsEditorValue } from '@/components/cors/use-cors-draft'
import { corsFormIssues } from '@/lib/cors/value/cors-form'

/** The rules of CORS as the check of a form: those that the server's schema is made of, without the schema. */
export const resolveCors: Resolver<CorsEditorValue> = (values, _context, options) => {
  const errors: Record<string, FieldError> = {}
  for (const { path, message } of corsFormIssues(values.Cors))
    errors[['Cors', ...path].join('.')] ??= { type: 'custom', message }
  if (Object.keys(errors).length === 0) return { values, errors: {} }
  return { values: {}, errors: toNestErrors(errors, options) }
}
