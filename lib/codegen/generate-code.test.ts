import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KnownSource, knownSources } from '@/lib/codegen/code-arbitraries'
import { comparable, expectedUrl } from '@/lib/codegen/fixtures/expected-url'
import { readCdk } from '@/lib/codegen/fixtures/read-cdk'
import { readCli } from '@/lib/codegen/fixtures/read-cli'
import { parseTemplate, readTemplate } from '@/lib/codegen/fixtures/read-template'
import { parseTerraform, readTerraform } from '@/lib/codegen/fixtures/read-terraform'
import type { SaidUrl } from '@/lib/codegen/fixtures/said-url'
import { CODE_FORMATS, type CodeFormat } from '@/lib/codegen/formats'
import { generateCode } from '@/lib/codegen/generate-code'

const READERS: Record<CodeFormat, (code: string) => SaidUrl> = {
  cli: readCli,
  cloudformation: (code) => readTemplate(parseTemplate(code)),
  sam: (code) => readTemplate(parseTemplate(code)),
  cdk: readCdk,
  terraform: (code) => readTerraform(parseTerraform(code)),
}

function check(known: KnownSource, format: CodeFormat) {
  const { code, notes } = generateCode(format, known.source)
  const [said, expected] = comparable(READERS[format](code), expectedUrl(known, format))
  expect(said).toEqual(expected)
  expect(code).not.toMatch(UNSEEN)
  expect(notes.filter(({ statement }) => statement)).toHaveLength(known.leftOut)
  for (const secret of SECRETS) expect(code + JSON.stringify(notes)).not.toContain(secret)
}

/** No character that a reader may not see, or a parser may not take. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffe\uffff]|(?!\n)\p{Cc}/u

/** The event source tokens that the generated policies hold. */
const SECRETS = ['amzn1.ask.skill.0000', 'token_-.', 'a-token-of-an-odd-statement']

describe('read back, the code says what AWS answered, whatever text it holds', () => {
  test.each(CODE_FORMATS)('%s', (format) => {
    const numRuns = format === 'cli' ? 80 : 200
    fc.assert(
      fc.property(knownSources, (known) => check(known, format)),
      { numRuns },
    )
  })
})
