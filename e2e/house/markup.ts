import { isTest } from './floors'
import {
  dottedName,
  lineOf,
  nodeName,
  nodesOf,
  type SourceFile,
  type SyntaxNode,
  type Violation,
} from './source-file'

/** Ways to turn text into markup or code; Trusted Types would stop them in the browser, this stops them earlier. */
const MARKUP_SINKS = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'createContextualFragment'])

/**
 * Server HTML carries no `style` attribute (the CSP refuses them) and no form that takes keys too early, and text
 * never becomes markup.
 */
export function markupViolations(files: SourceFile[]): Violation[] {
  return files
    .filter(({ path }) => /^(app|components)\//.test(path))
    .flatMap(({ path, code, body }) =>
      [...nodesOf(body)].flatMap((node) => {
        const message = problemOf(node) ?? bareForm(path, node)
        return message ? [{ path, line: lineOf(code, node), message }] : []
      }),
    )
}

function problemOf(node: SyntaxNode): string | undefined {
  if (node.type === 'JSXAttribute' && nodeName(node.name) === 'style')
    return 'style attribute: the CSP refuses it in server HTML; use a class, or element.style in a ref'
  if ((node.type === 'JSXAttribute' || node.type === 'Property') && isDangerous(node))
    return 'text never becomes markup'
  if (node.type === 'MemberExpression' && isSink(node)) return 'text never becomes markup'
  if (node.type === 'NewExpression' && nodeName(node.callee) === 'Function') return 'text never becomes code'
  if (node.type === 'CallExpression' && nodeName(node.callee) === 'eval') return 'text never becomes code'
  return undefined
}

/** The one place that may write the element itself: its fields open only once React listens. */
function bareForm(path: string, node: SyntaxNode): string | undefined {
  const isForm = node.type === 'JSXOpeningElement' && nodeName(node.name) === 'form'
  return isForm && path !== 'components/ui/form.tsx' && !isTest(path)
    ? 'form element: use Form of components/ui, which loses nothing that is typed before hydration'
    : undefined
}

function isDangerous(node: SyntaxNode): boolean {
  return nodeName(node.name ?? node.key) === 'dangerouslySetInnerHTML'
}

function isSink(node: SyntaxNode): boolean {
  const isDocumentWrite = /^document\.write(ln)?$/.test(dottedName(node) ?? '')
  return isDocumentWrite || MARKUP_SINKS.has(nodeName(node.property) ?? '')
}
