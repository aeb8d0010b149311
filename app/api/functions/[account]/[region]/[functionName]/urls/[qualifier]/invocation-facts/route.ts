import { read } from '@/lib/doorways/route'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'

export const GET = read(functionUrlIdentitySchema, getInvocationFacts)
