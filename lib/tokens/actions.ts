'use server'

import { action } from '@/lib/doorways/action'
import { makeToken as make, revokeToken as revoke } from '@/lib/tokens/manage'

export const makeToken = action(make)
export const revokeToken = action(revoke)
