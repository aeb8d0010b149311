import { read } from '@/lib/doorways/route'
import { listQueryValues } from '@/lib/inventory/read'

export const GET = read(listQueryValues)
