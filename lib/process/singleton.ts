import 'server-only'

const KEY = Symbol.for('function-url-console.singletons')

type Holder = { [KEY]?: Map<string, unknown> }

function held(): Map<string, unknown> {
  const holder = globalThis as Holder
  holder[KEY] ??= new Map()
  return holder[KEY]
}

/** One value per process: Next loads a module once per bundle, so a module variable would exist several times. */
export function singleton<T>(name: string, make: () => T): T {
  const values = held()
  if (!values.has(name)) values.set(name, make())
  return values.get(name) as T
}

/** Forgets one value, so that the next asker makes it anew; answers what was held. */
export function forgetSingleton(name: string): unknown {
  const values = held()
  const value = values.get(name)
  values.delete(name)
  return value
}

/** Forgets everything, as a new process would begin. */
export function forgetSingletons(): void {
  held().clear()
}
