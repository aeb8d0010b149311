'use server'

import { acknowledgeRecord as acknowledge } from '@/lib/activity/record-state'
import { action } from '@/lib/doorways/action'

export const acknowledgeRecord = action(acknowledge)
