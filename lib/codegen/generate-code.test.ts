import { spawnSync } from 'node:child_process'
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
import { linesToFormat } from '@/lib/codegen/fixtures/terraform-fmt'
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

describe('the AWS CLI', () => {
  /** What a shell runs when one kind of command fails. */
  function commandsRun(code: string, failing: string): string[] {
    const fake = `aws() { echo "$2"; [ "$2" != ${failing} ]; }\n`
    const { stdout } = spawnSync('/bin/sh', ['-c', fake + code], {
      env: { PATH: '/nowhere', NODE_ENV: 'test' },
      encoding: 'utf8',
    })
    return stdout.trim().split('\n').filter(Boolean)
  }
  const { code, notes } = generateCode('cli', source)

  test('writes no permission for a function URL that could not be made', () => {
    expect(commandsRun(code, 'create-function-url-config')).toEqual(['create-function-url-config'])
    expect(commandsRun(code, 'add-permission')).toEqual(['create-function-url-config', 'add-permission'])
    expect(commandsRun(code, 'nothing')).toHaveLength(3)
  })

  test('makes nothing where a secret is missing', () => {
    const statement = statementOf(
      {
        StatementId: 'alexa',
        Action: 'lambda:InvokeFunction',
        Principal: 'alexa-appkit.amazon.com',
        EventSourceToken: 'amzn1.ask.skill.0000',
      },
      ARN,
    )
    const withSecret = generateCode('cli', { ...source, statements: [statement] }).code
    expect(commandsRun(withSecret, 'nothing')).toEqual([])
    expect(commandsRun(`EVENT_SOURCE_TOKEN=token\n${withSecret}`, 'nothing')).toHaveLength(2)
  })

  test('does not ask an older CLI for the mode that is the default', () => {
    expect(code).not.toContain('--invoke-mode')
    const streamed = { ...source.config, InvokeMode: 'RESPONSE_STREAM' } as const
    expect(generateCode('cli', { ...source, config: streamed }).code).toContain(
      '--invoke-mode RESPONSE_STREAM',
    )
  })

  test.each([
    ['2.32', source],
    ['2.12', { ...source, statements: [], config: { ...source.config, InvokeMode: 'RESPONSE_STREAM' } }],
    ['2.6', { ...source, statements: [] }],
  ] as const)('names the least version, %s', (version, given) => {
    const text = generateCode('cli', given as CodeSource)
      .notes.map((note) => note.text)
      .join('\n')
    expect(text).toContain(`Needs AWS CLI ${version} or newer`)
    expect(notes).toHaveLength(2)
  })
})

describe('Terraform', () => {
  test('terraform fmt has nothing to change, whatever text it holds', () => {
    fc.assert(
      fc.property(knownSources, (known) => {
        const [, code = ''] = generateCode('terraform', known.source).code.split(/\n\n([\s\S]*)/)
        expect(linesToFormat(code)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    'a {\n  x  = 1\n}',
    'a {\n  x = 1\n  long = 2\n}',
    'a {\n x = 1\n}',
    'a {\n  long = 1\n  x    = [\n    "a",\n  ]\n}',
    'a {\n  x = [\n  "a",\n  ]\n}',
    'a {\n  x = 1 \n}',
  ])('the check sees what fmt would change: %j', (code) => {
    expect(linesToFormat(code)).not.toEqual([])
  })

  test('a list that takes several lines parts the attributes around it', () => {
    const AllowOrigins = Array.from({ length: 9 }, (_, i) => `https://shop-${i}.example.com`)
    const Cors = {
      AllowCredentials: true,
      AllowMethods: ['GET'],
      AllowOrigins,
      ExposeHeaders: ['x'],
      MaxAge: 5,
    }
    const { code } = generateCode('terraform', { ...source, config: { ...source.config, Cors } })
    const cors = code.slice(code.indexOf('  cors {'))
    expect(cors).toMatch(
      /^ {4}allow_credentials = true\n {4}allow_methods {5}= \["GET"\]\n {4}allow_origins = \[$/m,
    )
    expect(cors).toMatch(/^ {4}\]\n {4}expose_headers = \["x"\]\n {4}max_age {8}= 5$/m)
  })
})
