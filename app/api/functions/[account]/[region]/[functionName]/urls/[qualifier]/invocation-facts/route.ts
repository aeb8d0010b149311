import { read } from '@/lib/doorways/route'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'

export const GET = read(getInvocationFacts)
