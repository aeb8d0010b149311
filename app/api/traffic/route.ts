import { read } from '@/lib/doorways/route'
import { listDailyRequests } from '@/lib/traffic/list-daily'

export const GET = read(listDailyRequests)
