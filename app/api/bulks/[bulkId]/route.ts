import { getBulk } from '@/lib/bulk/read'
import { read } from '@/lib/doorways/route'

export const GET = read(getBulk)
