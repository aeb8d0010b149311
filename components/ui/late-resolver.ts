import type { FieldValues, Resolver } from 'react-hook-form'

/**
 * The check of a form, loaded when the form is checked for the first time: nobody who only looks at the page waits
 * for it. Where it cannot be loaded what was typed goes on as it is, because the server checks it again by the same
 * schema and says what is wrong, and that it cannot be reached, where all its failures are shown.
 */
export function lateResolver<Values extends FieldValues, Output>(
  load: () => Promise<Resolver<Values, unknown, Output>>,
  unchecked: (values: Values) => Output,
): Resolver<Values, unknown, Output> {
  return async (values, context, options) => {
    const resolver = await load().catch(() => undefined)
    return resolver ? resolver(values, context, options) : { values: unchecked(values), errors: {} }
  }
}
