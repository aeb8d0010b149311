import { read } from '@/lib/doorways/route'
import { getFunctionDetails } from '@/lib/functions/read'
import { functionIdentitySchema } from '@/lib/identity/schema'

export const GET = read(functionIdentitySchema, getFunctionDetails)
