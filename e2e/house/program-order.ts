import { lineOf, type SourceFile, type SyntaxNode, type Violation } from './source-file'

/**
 * A program that awaits its work at the top begins before the lines below are reached: what is assigned there is not
 * there yet when the work needs it. Functions are.
 */
export function programOrderViolations(files: SourceFile[]): Violation[] {
  return files.flatMap(({ path, code, body }) => {
    // Scripts of proofs are read from the top and run by who works on the console.
    if (!path.startsWith('lib/')) return []
    const begins = body.findIndex(isAwaited)
    if (begins < 0) return []
    return body
      .slice(begins + 1)
      .filter(isAssigned)
      .map((node) => ({
        path,
        line: lineOf(code, node),
        message: 'is assigned after the program has begun: declare a function, or put it above',
      }))
  })
}

const isAwaited = (node: SyntaxNode): boolean =>
  node.type === 'ExpressionStatement' && (node.expression as SyntaxNode).type === 'AwaitExpression'

const isAssigned = (node: SyntaxNode): boolean =>
  node.type === 'VariableDeclaration' || node.type === 'ClassDeclaration'
