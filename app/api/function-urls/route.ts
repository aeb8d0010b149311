import { listFunctionUrlConfigsOfMany } from '@/lib/function-urls/read'
import { listFunctionUrlConfigsOfManyInputSchema } from '@/lib/function-urls/read-schema'
import { read } from '@/lib/route'

export const GET = read(listFunctionUrlConfigsOfManyInputSchema, listFunctionUrlConfigsOfMany)
