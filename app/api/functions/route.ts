import { listFunctions } from '@/lib/functions/read'
import { listFunctionsInputSchema } from '@/lib/functions/schema'
import { read } from '@/lib/route'

export const GET = read(listFunctionsInputSchema, listFunctions)
