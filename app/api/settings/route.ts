import { read } from '@/lib/doorways/route'
import { getSettings } from '@/lib/settings/read'

export const GET = read(getSettings)
