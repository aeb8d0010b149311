'use server'

import { applyChange as apply } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { action } from '@/lib/doorways/action'

export const previewChange = action(preview)
export const applyChange = action(apply)
