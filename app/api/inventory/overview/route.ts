import { read } from '@/lib/doorways/route'
import { getInventory } from '@/lib/inventory/read'

export const GET = read(getInventory)
