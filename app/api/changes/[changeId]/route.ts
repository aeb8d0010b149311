import { getChange } from '@/lib/changes/read'
import { read } from '@/lib/doorways/route'

export const GET = read(getChange)
