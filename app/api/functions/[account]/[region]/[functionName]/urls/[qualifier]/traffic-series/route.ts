import { read } from '@/lib/doorways/route'
import { getTrafficSeries } from '@/lib/traffic/read'

export const GET = read(getTrafficSeries)
