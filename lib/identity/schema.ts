import * as z from 'zod/mini'
import { LATEST } from '@/lib/identity/qualifier'

/** A text of this form. What is no text, or missing, is told the same. */
const text = (pattern: RegExp, message: string) => z.string(message).check(z.regex(pattern, message))

export const accountSchema = text(/^\d{12}$/, 'An account id has 12 digits.')

/** AWS Lambda API model: region part of a function ARN, with the `eusc-` form the live service knows. */
export const regionSchema = text(
  /^(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d$/,
  'A region looks like eu-central-1.',
)

/** CreateFunction: a function name has 1 to 64 letters, digits, hyphens and underscores. */
export const functionNameSchema = text(
  /^[a-zA-Z0-9_-]{1,64}$/,
  'A function name has 1 to 64 letters, digits, hyphens or underscores.',
)

/** CreateAlias: 1 to 128 letters, digits, hyphens and underscores, and not a number. */
const aliasNameSchema = text(
  /^(?!\d+$)[a-zA-Z0-9_-]{1,128}$/,
  'An alias has 1 to 128 letters, digits, hyphens or underscores, and is not a number.',
)

/** What a function URL can hang on: the function itself or an alias, never a version (Lambda developer guide, "Function URLs"). */
export const qualifierSchema = z.union([z.literal(LATEST), aliasNameSchema], {
  error:
    'A function URL belongs to $LATEST or to an alias: letters, digits, hyphens and underscores, not a number.',
})

export const targetSchema = z.object({ account: accountSchema, region: regionSchema })

export const functionIdentitySchema = z.extend(targetSchema, { functionName: functionNameSchema })

export const functionUrlIdentitySchema = z.extend(functionIdentitySchema, { qualifier: qualifierSchema })

export type Target = z.infer<typeof targetSchema>

export type FunctionIdentity = z.infer<typeof functionIdentitySchema>

export type FunctionUrlIdentity = z.infer<typeof functionUrlIdentitySchema>

export const AUTH_TYPES = ['NONE', 'AWS_IAM'] as const

export const INVOKE_MODES = ['BUFFERED', 'RESPONSE_STREAM'] as const

export const authTypeSchema = z.enum(AUTH_TYPES)

export const invokeModeSchema = z.enum(INVOKE_MODES)

export type AuthType = z.infer<typeof authTypeSchema>

export type InvokeMode = z.infer<typeof invokeModeSchema>
