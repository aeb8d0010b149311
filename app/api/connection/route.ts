import { describeConnection } from '@/lib/connection/read'
import { read } from '@/lib/doorways/route'

export const GET = read(describeConnection)
