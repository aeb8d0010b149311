import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { ensureCheckPackages } from '@/e2e/codegen-checks/check-packages'
import { knownSource } from '@/e2e/codegen-checks/known-source'
import { seedSources } from '@/e2e/codegen-checks/seed-sources'
import type { SynthesisedStack } from '@/e2e/codegen-checks/synthesised-stacks'
import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { type KnownSource, knownSources } from '@/lib/codegen/code-arbitraries'
import { comparable, expectedUrl } from '@/lib/codegen/fixtures/expected-url'
import { readCli } from '@/lib/codegen/fixtures/read-cli'
import { parseTemplate, readTemplate } from '@/lib/codegen/fixtures/read-template'
import { readTerraform } from '@/lib/codegen/fixtures/read-terraform'
import type { SaidUrl } from '@/lib/codegen/fixtures/said-url'
import { CODE_FORMATS, type CodeFormat, FORMAT_DETAILS } from '@/lib/codegen/formats'
import { generateCode } from '@/lib/codegen/generate-code'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { startSeededSandbox } from '@/lib/start/seeded-sandbox'

/**
 * `npm run proof:code -- --cases 200 --seed 1`: the Code tab's output before AWS's and HashiCorp's own tools, for every
 * function URL of the sandbox's company and for generated ones full of hostile text. CloudFormation and SAM against
 * AWS's resource schemas, CDK by TypeScript and by synthesising with its validation (the template must be CloudFormation's), Terraform by
 * HashiCorp's parser, the CLI by a shell; and each, read back, must say what AWS answered. Ends with 1 when one is wrong.
 */
const { cases, seed } = numberOptions({ cases: 200, seed: 1 })
keepLogOffScreen()
ensureCheckPackages()
const { templateProblems } = await import('@/e2e/codegen-checks/template-problems')
const { hashicorpTerraform } = await import('@/e2e/codegen-checks/hashicorp-terraform')
const { synthesisedStacks } = await import('@/e2e/codegen-checks/synthesised-stacks')

async function readSeed(): Promise<KnownSource[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'proof-code-'))
  const { server, connection } = await startSeededSandbox(() => undefined)
  const environment = sandboxEnvironment(process.env, connection, path.join(folder, 'console.db'))
  Object.assign(process.env, environment, { HOSTNAME: '127.0.0.1' })
  const sources = await seedSources()
  await server.stop()
  rmSync(folder, { recursive: true })
  return sources.map(knownSource)
}

interface Counts {
  checked: number
  permissions: number
  leftOut: number
  wrong: string[]
}

const codeIn = (known: KnownSource, format: CodeFormat) => generateCode(format, known.source).code

function compare(said: SaidUrl, known: KnownSource, format: CodeFormat): string[] {
  const [actual, expected] = comparable(said, expectedUrl(known, format))
  return isDeepStrictEqual(actual, expected)
    ? []
    : [`says ${JSON.stringify(actual)} in place of ${JSON.stringify(expected)}`]
}

/**
 * What the CDK's validation finds in the values of generated cases: a method or a length that AWS would not store, a
 * grant without an account. Everything else is wrong, and for what AWS has stored these are too.
 */
const ABOUT_VALUES = /^(W3030|F3033|W3663):/

async function codeProblems(
  known: KnownSource,
  format: CodeFormat,
  stack: SynthesisedStack | undefined,
  isStored: boolean,
): Promise<string[]> {
  const code = codeIn(known, format)
  if (format === 'cli') return compare(readCli(code), known, format)
  if (format === 'terraform') return compare(readTerraform(await hashicorpTerraform(code)), known, format)
  if (format === 'cdk') {
    if (!stack) return ['no stack']
    const written = parseTemplate(codeIn(known, 'cloudformation'))
    return [
      ...compare(readTemplate(stack.template), known, format),
      ...(isDeepStrictEqual(stack.template.Resources, written.Resources)
        ? []
        : ['its template is not CloudFormation’s']),
      ...templateProblems(stack.template),
      ...stack.violations.filter((each) => isStored || !ABOUT_VALUES.test(each)),
    ]
  }
  const template = parseTemplate(code)
  return [...templateProblems(template), ...compare(readTemplate(template), known, format)]
}

async function check(sources: KnownSource[], format: CodeFormat, isStored: boolean): Promise<Counts> {
  const stacks = format === 'cdk' ? synthesisedStacks(sources.map((each) => codeIn(each, 'cdk'))) : []
  const counts: Counts = { checked: 0, permissions: 0, leftOut: 0, wrong: [] }
  for (const [index, known] of sources.entries()) {
    const problems = await codeProblems(known, format, stacks[index], isStored).catch((error: Error) => [
      error.message,
    ])
    const { functionName, qualifier } = known.source.identity
    counts.wrong.push(...problems.map((problem) => `${functionName}:${qualifier} (${index}): ${problem}`))
    counts.checked++
    counts.permissions += expectedUrl(known, format).permissions.length
    counts.leftOut += known.leftOut
  }
  return counts
}

const groups: [string, KnownSource[]][] = [
  ['sandbox', await readSeed()],
  ['generated', fc.sample(knownSources, { numRuns: cases, seed })],
]
const rows: (string | number)[][] = [['', 'function URLs', 'permissions', 'statements left out', 'wrong']]
let isWrong = false
for (const [name, sources] of groups)
  for (const format of CODE_FORMATS) {
    const { checked, permissions, leftOut, wrong } = await check(sources, format, name === 'sandbox')
    rows.push([`${name}: ${FORMAT_DETAILS[format].label}`, checked, permissions, leftOut, wrong.length])
    for (const sentence of wrong.slice(0, 3)) console.error(`WRONG  ${name}, ${format}: ${sentence}`)
    isWrong ||= wrong.length > 0
  }
console.log(textTable(rows))
process.exitCode = isWrong ? 1 : 0
