import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KnownSource, knownSources } from '@/lib/codegen/code-arbitraries'
import type { CodeSource } from '@/lib/codegen/code-source'
import { comparable, expectedUrl } from '@/lib/codegen/fixtures/expected-url'
import { readCdk } from '@/lib/codegen/fixtures/read-cdk'
import { readCli } from '@/lib/codegen/fixtures/read-cli'
import { parseTemplate, readTemplate } from '@/lib/codegen/fixtures/read-template'
import { parseTerraform, readTerraform } from '@/lib/codegen/fixtures/read-terraform'
import type { SaidUrl } from '@/lib/codegen/fixtures/said-url'
import { CODE_FORMATS, type CodeFormat } from '@/lib/codegen/formats'
import { generateCode } from '@/lib/codegen/generate-code'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import { statementOf } from '@/lib/permissions/statement'

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
    const numRuns = format === 'cli' ? 40 : 100
    fc.assert(
      fc.property(knownSources, (known) => check(known, format)),
      { numRuns },
    )
  })
})

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:checkout'
const source: CodeSource = {
  identity: {
    account: '111122223333',
    region: 'eu-central-1',
    functionName: 'checkout',
    qualifier: '$LATEST',
  },
  config: { AuthType: 'NONE', InvokeMode: 'BUFFERED' },
  statements: permissionsOfGrant({ type: 'everyone' }).map((permission) => statementOf(permission, ARN)),
}

describe('SAM', () => {
  test('FunctionUrlConfig, which adds the public statements by itself, says a public URL', () => {
    const { code } = generateCode('sam', source)
    expect(Object.values(parseTemplate(code).Resources).map(({ Type }) => Type)).toEqual([
      'AWS::Serverless::Function',
    ])
  })

  test.each([
    ['half of the statements', source.statements?.slice(1)],
    ['no policy', []],
    ['an unread policy', undefined],
  ])('it would open a URL of auth type NONE with %s, so the resources are written out', (_, statements) => {
    const { code, notes } = generateCode('sam', { ...source, statements })
    expect(code).not.toContain('AWS::Serverless::Function\n')
    expect(parseTemplate(code).Resources.FunctionUrl?.Type).toBe('AWS::Lambda::Url')
    expect(notes[0]?.text).toMatch(/^FunctionUrlConfig .* would add both public statements by itself/)
  })
})

test.each(CODE_FORMATS)('%s says that an unread policy is missing, and why', (format) => {
  const policyFailure = 'The console may not call GetPolicy.'
  const { code, notes } = generateCode(format, { ...source, statements: undefined, policyFailure })
  const text = `The permissions are missing here, because the resource-based policy could not be read. ${policyFailure}`
  expect(notes).toContainEqual({ kind: 'cannot-say', text })
  expect(code.replace(/\s+(#|\/\/)\s+/g, ' ')).toContain(text)
})
