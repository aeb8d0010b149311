import { read } from '@/lib/doorways/route'
import { getOwner } from '@/lib/inventory/read-owner'

export const GET = read(getOwner)
