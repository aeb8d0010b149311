import { read } from '@/lib/doorways/route'
import { getPolicy } from '@/lib/permissions/read'

export const GET = read(getPolicy)
