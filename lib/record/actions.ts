'use server'

import { action } from '@/lib/doorways/action'
import { acknowledgeRecord as acknowledge, acknowledgementSchema } from '@/lib/record/read'

export const acknowledgeRecord = action(acknowledgementSchema, acknowledge)
