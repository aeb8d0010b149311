import { functionUrlIdentitySchema } from '@/lib/function-urls/schema'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import { read } from '@/lib/route'

export const GET = read(functionUrlIdentitySchema, getInvocationFacts)
