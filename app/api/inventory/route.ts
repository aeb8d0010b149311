import { read } from '@/lib/doorways/route'
import { listInventory } from '@/lib/inventory/read'

export const GET = read(listInventory)
