import { passage } from '@/lib/doorways/passage'
import { finishWithProvider } from '@/lib/sign-in/with-provider'

export const GET = passage(finishWithProvider)
