'use client'

import { createListeners } from '@/lib/draft/listeners'
import type { Result } from '@/lib/failures/result'

/** What has to be done before something can be asked again: sign in, or prove once more who one is. */
export type Need = 'signed-out' | 'proof-needed'

interface Waiting {
  need: Need
  done: Promise<boolean>
  settle: (isDone: boolean) => void
}

const listeners = createListeners()
let waiting: Waiting | undefined
/** Somebody closed the dialog: what the page reads by itself does not open it again. */
let isDeclined = false

/** What is waited for, for the dialog that asks for it. */
export const awaitedNeed = (): Need | undefined => waiting?.need
export const watchNeed = listeners.subscribe

/** The dialog is done, or was closed without. */
export function settleNeed(isDone: boolean): void {
  const settled = waiting
  waiting = undefined
  isDeclined = !isDone
  listeners.tell()
  settled?.settle(isDone)
}

function fulfilled(need: Need): Promise<boolean> {
  if (waiting) return waiting.done
  let settle: Waiting['settle'] = () => undefined
  const done = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  waiting = { need, done, settle }
  listeners.tell()
  return done
}

const needOf = (code: string): Need | undefined =>
  code === 'signed-out' || code === 'proof-needed' ? code : undefined

/** The session may have ended, and then the proof be needed. */
const MOST = 3

/**
 * Asks a server action; where the session has ended or a proof is needed, a dialog opens in place, and what was asked
 * is asked again when that is done. Whoever closes it gets the first answer.
 */
export async function askAgain<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
  let answer = await ask()
  for (let time = 0; time < MOST && !answer.ok; time++) {
    const need = needOf(answer.failure.code)
    if (!need || !(await fulfilled(need))) return answer
    answer = await ask()
  }
  return answer
}

/** The same for what a page reads by itself: `again` is called once there is a session again. */
export function readAgain(code: string, again: () => void): void {
  if (code !== 'signed-out' || isDeclined) return
  void fulfilled(code).then((isDone) => isDone && again())
}
