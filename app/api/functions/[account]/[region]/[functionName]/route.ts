import { functionIdentitySchema } from '@/lib/function-urls/schema'
import { getFunctionDetails } from '@/lib/functions/read'
import { read } from '@/lib/route'

export const GET = read(functionIdentitySchema, getFunctionDetails)
