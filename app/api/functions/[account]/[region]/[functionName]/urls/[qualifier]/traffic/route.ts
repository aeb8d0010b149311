import { read } from '@/lib/doorways/route'
import { getTraffic } from '@/lib/traffic/read'

export const GET = read(getTraffic)
