'use server'

import { action } from '@/lib/action'
import { applyChange as apply } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { applyInputSchema, changeRequestSchema } from '@/lib/changes/schema'

export const previewChange = action(changeRequestSchema, preview)
export const applyChange = action(applyInputSchema, apply)
