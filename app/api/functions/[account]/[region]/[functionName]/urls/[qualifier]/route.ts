import { read } from '@/lib/doorways/route'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'

export const GET = read(getFunctionUrlConfig)
