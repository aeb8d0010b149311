/** Runs once before the first request. Next compiles this file for its edge runtime too, where none of it may be. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { beginConsole } = await import('@/lib/lifetime/begin-console')
    await beginConsole()
  }
}
