import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DECIDED_INPUTS } from '@/e2e/inputs/decided-inputs'
import { PASTED_INPUTS } from '@/e2e/inputs/pasted-inputs'
import { TRIED_INPUTS } from '@/e2e/inputs/tried-inputs'

const rows = [...DECIDED_INPUTS, ...PASTED_INPUTS].map((one) => [one.section, one.input, one] as const)

describe('what is said of', () => {
  test.each(rows)('%s: %s', (_section, _input, { said, mustSay, mustNotSay = [] }) => {
    const sentences = said()
    for (const words of mustSay) expect(sentences).toContainEqual(expect.stringMatching(words))
    for (const words of mustNotSay) expect(sentences).not.toContainEqual(expect.stringMatching(words))
  })
})

test.each(TRIED_INPUTS.map((one) => [one.section, one.input, one.file, one.title] as const))(
  '%s: %s is tried by %s: %s',
  (_section, _input, file, title) => {
    expect(existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).toContain(title)
  },
)
