import { read } from '@/lib/doorways/route'
import { listFunctions } from '@/lib/functions/read'
import { listFunctionsInputSchema } from '@/lib/functions/schema'

export const GET = read(listFunctionsInputSchema, listFunctions)
