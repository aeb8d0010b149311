/** Something a start command tells the person in one sentence, instead of a stack. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
}

/** Runs a start command: its number is the exit code, a ProgramError one sentence and exit code 1. */
export async function runProgram(program: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await program()
  } catch (error) {
    console.error(error instanceof ProgramError ? error.message : error)
    process.exitCode = 1
  }
}
