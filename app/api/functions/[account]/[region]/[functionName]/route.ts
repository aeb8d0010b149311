import { read } from '@/lib/doorways/route'
import { getFunctionDetails } from '@/lib/functions/read'

export const GET = read(getFunctionDetails)
