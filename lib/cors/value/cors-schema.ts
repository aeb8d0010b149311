import * as z from 'zod/mini'
import { corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'

const listOfTexts = (message: string) =>
  z.optional(z.array(z.string({ error: 'Enter this entry as a text in quotes.' }), { error: message }))

/** The members that Cors has, each of its type and no other; nothing is said of what they mean. */
export const corsShapeSchema = z.strictObject(
  {
    AllowCredentials: z.optional(z.boolean({ error: 'Choose whether credentials are allowed.' })),
    AllowHeaders: listOfTexts('Enter the allowed headers as a list of names.'),
    AllowMethods: listOfTexts('Enter the allowed methods as a list of names.'),
    AllowOrigins: listOfTexts('Enter the allowed origins as a list.'),
    ExposeHeaders: listOfTexts('Enter the exposed headers as a list of names.'),
    MaxAge: z.optional(z.number({ error: 'Enter the max age as a number of seconds.' })),
  },
  { error: unknownMember },
)

/**
 * What a person may send as Cors: every limit of the API (Lambda API reference, "Cors") and the rules of meaning.
 * `{}` clears CORS; members that are all empty are taken, as AWS takes them. Parsing changes nothing.
 */
export const corsSchema = corsShapeSchema.check(
  z.superRefine((cors: Cors, context) => {
    for (const { path, message } of corsIssues(cors)) context.addIssue({ code: 'custom', path, message })
  }),
)

function unknownMember(issue: { code?: string }): string {
  return issue.code === 'unrecognized_keys'
    ? 'Remove what is not a member of Cors: AWS knows AllowCredentials, AllowHeaders, AllowMethods, AllowOrigins, ExposeHeaders and MaxAge.'
    : 'Enter the CORS settings as an object.'
}
