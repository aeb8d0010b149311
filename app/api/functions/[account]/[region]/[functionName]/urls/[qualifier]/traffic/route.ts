import { functionUrlIdentitySchema } from '@/lib/function-urls/schema'
import { read } from '@/lib/route'
import { getTraffic } from '@/lib/traffic/read'

export const GET = read(functionUrlIdentitySchema, getTraffic)
