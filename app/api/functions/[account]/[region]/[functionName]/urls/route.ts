import { read } from '@/lib/doorways/route'
import { listFunctionUrlConfigs } from '@/lib/function-urls/read'

export const GET = read(listFunctionUrlConfigs)
