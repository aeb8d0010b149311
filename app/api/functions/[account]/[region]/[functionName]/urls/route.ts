import { read } from '@/lib/doorways/route'
import { listFunctionUrlConfigs } from '@/lib/function-urls/read'
import { listFunctionUrlConfigsInputSchema } from '@/lib/function-urls/read-schema'

export const GET = read(listFunctionUrlConfigsInputSchema, listFunctionUrlConfigs)
