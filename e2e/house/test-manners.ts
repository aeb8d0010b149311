import { isTest } from './floors'
import { dottedName, lineOf, nodesOf, type SourceFile, type SyntaxNode, type Violation } from './source-file'

/** Tests fake the network, not modules; they wait for what they mean, not for time; they all run, and have one name. */
const FORBIDDEN_CALLS: { name: RegExp; message: string }[] = [
  { name: /^vi\.(do)?mock$/, message: 'replaces a module: fake the network instead (the sandbox)' },
  { name: /\.waitForTimeout$/, message: 'waits for time to pass: wait for what should be seen' },
  { name: /^it(\.|$)/, message: 'is called `test` in this house' },
  { name: /^(test|describe)(\.[a-z]+)*\.only$/, message: 'leaves the other tests out' },
  { name: /^describe(\.[a-z]+)*\.(skip|todo|fixme)$/, message: 'is a test that does not run' },
  { name: /^test\.(describe\.)?(skip|todo|fixme)$/, message: 'is a test that does not run' },
]

export function testMannerViolations(files: SourceFile[]): Violation[] {
  return files
    .filter(({ path }) => isTest(path) || path.startsWith('e2e/'))
    .flatMap((file) => {
      const calls = [...nodesOf(file.body)].filter(({ type }) => type === 'CallExpression')
      return [...calls.flatMap((node) => violationsIn(file, node)), ...sleeps(file)]
    })
}

function violationsIn({ path, code }: SourceFile, node: SyntaxNode): Violation[] {
  const callee = dottedName(node.callee) ?? ''
  return FORBIDDEN_CALLS.filter(({ name }) => name.test(callee)).map(({ message }) => ({
    path,
    line: lineOf(code, node),
    message: `${callee} ${message}`,
  }))
}

function sleeps({ path, imports }: SourceFile): Violation[] {
  if (!isTest(path)) return []
  return imports
    .filter(({ specifier }) => /^(node:)?timers\/promises$/.test(specifier))
    .map(({ line }) => ({ path, line, message: 'sleeps: wait for what should be seen' }))
}
