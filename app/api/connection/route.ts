import { describeConnection } from '@/lib/connection/read'
import { connectionInputSchema } from '@/lib/connection/schema'
import { read } from '@/lib/doorways/route'

export const GET = read(connectionInputSchema, describeConnection)
