import { listFunctionUrlConfigs } from '@/lib/function-urls/read'
import { listFunctionUrlConfigsInputSchema } from '@/lib/function-urls/read-schema'
import { read } from '@/lib/route'

export const GET = read(listFunctionUrlConfigsInputSchema, listFunctionUrlConfigs)
