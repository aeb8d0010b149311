import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** The constants of a file that stand below its `await runProgram(…)`: the program would ask for them too early. */
function tooLate(text: string): string[] {
  const [, below = ''] = text.split(/^await runProgram\(/m)
  return [...below.matchAll(/^(?:const|let|class) (\w+)/gm)].map(([, name = '']) => name)
}

test('a program has its constants above it', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^[a-z-]+\.ts$/.test(name))
  const texts = files.map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'))
  expect(texts.filter((text) => /^await runProgram\(/m.test(text)).length).toBeGreaterThan(3)
  expect(texts.flatMap(tooLate)).toEqual([])
  expect(tooLate('await runProgram(f)\n\nconst LATE = 1\n')).toEqual(['LATE'])
})
