import { describeConnection } from '@/lib/connection/read'
import { connectionInputSchema } from '@/lib/connection/schema'
import { read } from '@/lib/route'

export const GET = read(connectionInputSchema, describeConnection)
