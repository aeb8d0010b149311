import 'server-only'
import type { Cookie } from '@/lib/sessions/cookies'

/** An answer that sets cookies on its way out. Doorways take them off; as JSON it is nothing. */
export class WithCookies<T> {
  readonly #value: T
  readonly #cookies: readonly Cookie[]

  constructor(value: T, cookies: readonly Cookie[]) {
    this.#value = value
    this.#cookies = cookies
  }

  get value(): T {
    return this.#value
  }

  get cookies(): readonly Cookie[] {
    return this.#cookies
  }
}

/** An answer as it goes to who asked. */
export type WithoutCookies<Answer> = Answer extends WithCookies<infer T> ? T : Answer
