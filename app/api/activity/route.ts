import { listActivity } from '@/lib/activity/read'
import { read } from '@/lib/doorways/route'

export const GET = read(listActivity)
