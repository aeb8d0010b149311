'use server'

import { action } from '@/lib/doorways/action'
import { muteFinding as mute, unmuteFinding as unmute } from '@/lib/inventory/read-findings'

export const muteFinding = action(mute)
export const unmuteFinding = action(unmute)
