'use server'

import { action } from '@/lib/doorways/action'
import {
  acceptInvitation as accept,
  invitePerson as invite,
  setUpConsole as setUp,
} from '@/lib/sign-in/accounts'
import {
  endSession as end,
  endOtherSessions as endOthers,
  signOut as leave,
} from '@/lib/sign-in/own-sessions'
import { signInWithPassword as enter, proveWithPassword as prove } from '@/lib/sign-in/with-password'
import { beginWithProvider as begin } from '@/lib/sign-in/with-provider'

export const acceptInvitation = action(accept)
export const beginWithProvider = action(begin)
export const endOtherSessions = action(endOthers)
export const endSession = action(end)
export const invitePerson = action(invite)
export const proveWithPassword = action(prove)
export const setUpConsole = action(setUp)
export const signInWithPassword = action(enter)
export const signOut = action(leave)
