import { counted } from '@/lib/text/counted'
import { visibleJson, visibleText } from '@/lib/text/visible-text'

/** A reply's body as it is shown. */
export interface BodyView {
  kind: 'empty' | 'json' | 'text' | 'binary'
  text: string
}

const BYTES_IN_LINE = 16
/** More of a binary body says nothing more. */
const MAX_HEX_BYTES = 16 * 1024

/** JSON indented, other text as text, everything else as bytes in hexadecimal; `isWhole`: nothing more will come. */
export function bodyView(bytes: Uint8Array, contentType: string, isWhole: boolean): BodyView {
  if (bytes.length === 0) return { kind: 'empty', text: '' }
  const text = decodedText(bytes, isWhole)
  if (text === undefined) return { kind: 'binary', text: hexDump(bytes) }
  const json = isWhole && /[/+]json\b/i.test(contentType) ? jsonOf(text) : undefined
  return json === undefined ? { kind: 'text', text: lines(text) } : { kind: 'json', text: json }
}

/** UTF-8, and no byte that only binary data has; what is cut off in the middle of a character waits for the rest. */
function decodedText(bytes: Uint8Array, isWhole: boolean): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole })
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function jsonOf(text: string): string | undefined {
  try {
    return visibleJson(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Line by line, with tabs: only what nobody would see is replaced. */
const lines = (text: string) =>
  text
    .split(/\r\n|\n/)
    .map((line) => line.split('\t').map(visibleText).join('\t'))
    .join('\n')

function hexDump(bytes: Uint8Array): string {
  const shown = bytes.subarray(0, MAX_HEX_BYTES)
  const rows: string[] = []
  for (let at = 0; at < shown.length; at += BYTES_IN_LINE) rows.push(hexRow(shown, at))
  const rest = bytes.length - shown.length
  return rest > 0 ? `${rows.join('\n')}\n… and ${counted(rest, 'byte')} more` : rows.join('\n')
}

function hexRow(bytes: Uint8Array, at: number): string {
  const row = [...bytes.subarray(at, at + BYTES_IN_LINE)]
  const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const seen = row.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
  return `${at.toString(16).padStart(6, '0')}  ${hex.padEnd(BYTES_IN_LINE * 3)} ${seen}`
}
