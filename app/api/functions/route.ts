import { read } from '@/lib/doorways/route'
import { listFunctions } from '@/lib/functions/read'

export const GET = read(listFunctions)
