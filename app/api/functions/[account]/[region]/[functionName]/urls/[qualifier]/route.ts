import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import { functionUrlIdentitySchema } from '@/lib/function-urls/schema'
import { read } from '@/lib/route'

export const GET = read(functionUrlIdentitySchema, getFunctionUrlConfig)
