import { read } from '@/lib/doorways/route'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { getTraffic } from '@/lib/traffic/read'

export const GET = read(functionUrlIdentitySchema, getTraffic)
