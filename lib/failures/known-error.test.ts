import { expect, test, vi } from 'vitest'

const MODULES = {
  FailureError: () => import('@/lib/failures/result').then(({ FailureError }) => FailureError),
  DatabaseError: () => import('@/lib/db/database-error').then(({ DatabaseError }) => DatabaseError),
  ForeignAnswerError: () =>
    import('@/lib/aws/believe-aws').then(({ ForeignAnswerError }) => ForeignAnswerError),
  DuplicateChangeError: () =>
    import('@/lib/journal/append').then(({ DuplicateChangeError }) => DuplicateChangeError),
  PaceFullError: () => import('@/lib/aws/pace').then(({ PaceFullError }) => PaceFullError),
}

type Known = new (...of: never[]) => Error

// Next puts a module into several bundles; the clients of one are used by the verbs of another.
test.each(Object.entries<() => Promise<Known>>(MODULES))(
  '%s of one bundle is known in another',
  async (name, load) => {
    const Here = await load()
    vi.resetModules()
    const There = await load()
    const error: unknown = new There(...([{ code: 'busy', message: 'x' }, 'x'] as never[]))
    expect(There).not.toBe(Here)
    expect(error instanceof Here).toBe(true)
    expect((error as Error).name).toBe(name)
    expect(
      [new Error('x'), { name }, null, undefined, name].some((other) => (other as unknown) instanceof Here),
    ).toBe(false)
  },
)
