import { download } from '@/lib/doorways/download'
import { exportInventory } from '@/lib/inventory/export'

export const GET = download(exportInventory)
