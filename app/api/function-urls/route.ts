import { read } from '@/lib/doorways/route'
import { listFunctionUrlConfigsOfMany } from '@/lib/function-urls/read'

export const GET = read(listFunctionUrlConfigsOfMany)
