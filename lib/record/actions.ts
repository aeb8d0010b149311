'use server'

import { action } from '@/lib/doorways/action'
import { acknowledgeRecord as acknowledge } from '@/lib/record/read'

export const acknowledgeRecord = action(acknowledge)
