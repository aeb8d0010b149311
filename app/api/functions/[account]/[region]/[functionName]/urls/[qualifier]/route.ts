import { read } from '@/lib/doorways/route'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'

export const GET = read(functionUrlIdentitySchema, getFunctionUrlConfig)
