'use server'

import { action } from '@/lib/doorways/action'
import { changeView as change, deleteView as remove, saveView as save } from '@/lib/saved-views/keep'

export const saveView = action(save)
export const changeView = action(change)
export const deleteView = action(remove)
