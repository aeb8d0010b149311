import { changeInputSchema, getChange } from '@/lib/changes/read'
import { read } from '@/lib/route'

export const GET = read(changeInputSchema, getChange)
