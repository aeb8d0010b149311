import { factsOfCopied } from '@/lib/cors/pasted/copied-request'
import type { RequestFacts } from '@/lib/cors/pasted/snippet-facts'

const COMMAND = /\b(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b(?=[^\n]*\s-\w)/gi

/** Reads the first Invoke-WebRequest or Invoke-RestMethod, "Copy as PowerShell" included. `null` without one. */
export function readPowerShell(text: string): { facts: RequestFacts; count: number } | null {
  const found = [...text.matchAll(COMMAND)]
  const [first] = found
  if (!first) return null
  const rest = text.slice(first.index + first[0].length, found[1]?.index ?? text.length)
  const address = given(rest, 'Uri') ?? /^\s+["']?(https?:[^\s"']+)/i.exec(rest)?.[1]
  const method = given(rest, 'Method')
  const type = given(rest, 'ContentType')
  const headers = headersIn(rest)
  const hasBody = /\s-(Body|InFile|Form)\b/i.test(rest)
  const body = hasBody
    ? /\s-Form\b/i.test(rest)
      ? 'multipart/form-data'
      : 'application/x-www-form-urlencoded'
    : undefined
  return {
    facts: factsOfCopied('PowerShell', {
      ...(address !== undefined && { address }),
      ...(method !== undefined && { method: method.toUpperCase() }),
      // ":authority" and its like are written as if they were headers.
      headers: headers.pairs.filter(([name]) => !/^:?(authority|method|path|scheme)$/i.test(name)),
      ...((type ?? body) !== undefined && { type: type ?? body }),
      hasCookie: /\.Cookies\.Add\(/.test(text.slice(0, first.index)),
      isWhole: headers.isWhole && address !== undefined && !address.includes('$'),
    }),
    count: found.length,
  }
}

function given(text: string, name: string): string | undefined {
  const found = new RegExp(`\\s-${name}[\\s:]+(?:"((?:[^"\`]|\`.)*)"|'([^']*)'|([^\\s\`"']+))`, 'i').exec(
    text,
  )
  const value = found?.[1] ?? found?.[2] ?? found?.[3]
  return value?.replace(/`(.)/g, '$1')
}

function headersIn(text: string): { pairs: [string, string][]; isWhole: boolean } {
  const start = /\s-Headers\s+(@\{)?/i.exec(text)
  if (!start) return { pairs: [], isWhole: true }
  if (!start[1]) return { pairs: [], isWhole: false }
  const rest = text.slice(start.index + start[0].length)
  const entries =
    /\s*(?:"((?:[^"`]|`.)*)"|'([^']*)'|([\w-]+))\s*=\s*(?:"((?:[^"`]|`[\s\S])*)"|'([^']*)'|[^\s;}]+)\s*;?/y
  const pairs: [string, string][] = []
  let end = 0
  for (let entry = entries.exec(rest); entry; entry = entries.exec(rest)) {
    const [, double, single, bare, value, other] = entry
    pairs.push([double ?? single ?? bare ?? '', (value ?? other ?? '').replace(/`(.)/g, '$1')])
    end = entries.lastIndex
  }
  return { pairs, isWhole: /^\s*\}/.test(rest.slice(end)) }
}
