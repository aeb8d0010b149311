import type { BrowserReport } from '@/lib/cors/pasted/read-browser-message'
import { quoted } from '@/lib/text/hostile-text'

const MAX_NAMES = 12

/** Addresses are compared letter by letter. */
const cut = (address: string) => (address.length > 200 ? `${address.slice(0, 200)}…` : address)

/** What was read of a call, member by member, in words; what the text does not name is left out. */
export function whatWasRead(report: BrowserReport): { label: string; value: string }[] {
  const { by, method, address, origin, headers, withCredentials, status, isPreflight, problems } = report
  const isAboutBrowser = problems.length > 0 && report.source !== 'response'
  const names = headers
    .slice(0, MAX_NAMES)
    .map(([name, value]) => quoted(value === '' ? name : `${name}: ${value}`))
  const rows: [label: string, value: string | undefined][] = [
    ['Call', by && (method ? `${quoted(method)} by ${by}` : `by ${by}`)],
    ['Method', by === undefined && method !== undefined ? quoted(method) : undefined],
    ['Address', address && cut(address)],
    ['Page', origin && quoted(origin)],
    [
      'Headers',
      names.length > 0 ? `${names.join(', ')}${headers.length > MAX_NAMES ? ' …' : ''}` : undefined,
    ],
    ['Credentials', withCredentials ? 'sent' : undefined],
    ['Request', isAboutBrowser && isPreflight ? 'the preflight (OPTIONS)' : undefined],
    ['Status', status === undefined ? undefined : String(status)],
  ]
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]))
}
