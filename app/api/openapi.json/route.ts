import { download } from '@/lib/doorways/download'
import { describeApi } from '@/lib/openapi/describe'

export const GET = download(describeApi)
