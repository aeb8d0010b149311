import { read } from '@/lib/doorways/route'
import { listFunctionUrlConfigsOfMany } from '@/lib/function-urls/read'
import { listFunctionUrlConfigsOfManyInputSchema } from '@/lib/function-urls/read-schema'

export const GET = read(listFunctionUrlConfigsOfManyInputSchema, listFunctionUrlConfigsOfMany)
