import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { CHECKS, requireCheckPackage } from '@/e2e/codegen-checks/check-packages'
import type { TemplateObject } from '@/lib/codegen/fixtures/read-template'
import { PROJECT_ROOT } from '@/lib/start/project-root'

const { App } = requireCheckPackage('aws-cdk-lib') as {
  App: new (props: {
    outdir: string
    context: Record<string, unknown>
  }) => {
    synth(): { getStackByName(name: string): { template: TemplateObject } }
  }
}

/** A stack's template, and what the CDK's own validation (cfn-lint's rules) finds in it. */
export interface SynthesisedStack {
  template: TemplateObject
  violations: string[]
}

const SETTINGS = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUnusedLocals: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: [],
    outDir: 'built',
    rootDir: '.',
  },
  include: ['*.ts'],
}

/**
 * Type-checks CDK programs with TypeScript, all at once, runs them, and synthesises their stacks, in the order of the
 * programs. Throws with the compiler's words where one has a type error.
 */
export function synthesisedStacks(programs: readonly string[]): SynthesisedStack[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codegen-cdk-'))
  try {
    symlinkSync(path.join(CHECKS, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }')
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(SETTINGS))
    for (const [index, program] of programs.entries())
      writeFileSync(path.join(folder, `stack-${index}.ts`), program)
    compile(folder)
    return programs.map((_, index) =>
      synthesise(path.join(folder, 'built', `stack-${index}.js`), path.join(folder, `out-${index}`)),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function compile(folder: string): void {
  const compiler = path.join(PROJECT_ROOT, 'node_modules/typescript/bin/tsc')
  try {
    execFileSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
  } catch (error) {
    throw new Error(`The compiler says:\n${(error as { stdout: string }).stdout}`)
  }
}

function synthesise(program: string, outdir: string): SynthesisedStack {
  const print = console.error
  // The validation prints what it also writes into its report.
  console.error = () => undefined
  try {
    // Making the program's own app too shows that its stack name and environment are accepted.
    const { FunctionUrlStack } = createRequire(program)(program) as {
      FunctionUrlStack: new (app: unknown, id: string) => unknown
    }
    const app = new App({ outdir, context: {} })
    new FunctionUrlStack(app, 'check')
    const { template } = app.synth().getStackByName('check')
    return { template, violations: violationsIn(path.join(outdir, 'validation-report.json')) }
  } finally {
    console.error = print
  }
}

function violationsIn(report: string): string[] {
  if (!existsSync(report)) return []
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8')) as {
    pluginReports: { violations: { ruleName: string; description: string }[] }[]
  }
  return pluginReports.flatMap(({ violations }) =>
    violations.map(({ ruleName, description }) => `${ruleName}: ${description}`),
  )
}
