'use server'

import { applyChange as apply } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { action } from '@/lib/doorways/action'
import { applyInputSchema, changeRequestSchema } from '@/lib/requests/change-request'

export const previewChange = action(changeRequestSchema, preview)
export const applyChange = action(applyInputSchema, apply)
