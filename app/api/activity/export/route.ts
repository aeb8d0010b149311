import { exportActivity } from '@/lib/activity/export'
import { download } from '@/lib/doorways/download'

export const GET = download(exportActivity)
