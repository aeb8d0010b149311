import type { ReadRequest } from '@/lib/cors/simulator/exchange'
import type { CorsFailure, SimulationStep } from '@/lib/cors/simulator/simulation'
import { quoted } from '@/lib/text/hostile-text'
import { listed } from '@/lib/text/listed'

/** A failed check in plain words, and what there is to know about it. */
export function failureText(
  failure: CorsFailure,
  { withCredentials }: ReadRequest,
): Pick<SimulationStep, 'title' | 'detail'> {
  switch (failure.kind) {
    case 'origin-missing':
      return { title: 'The response has no Access-Control-Allow-Origin, so the browser blocks it.' }
    case 'origin-wildcard-with-credentials':
      return { title: 'Access-Control-Allow-Origin is *, which browsers refuse for calls with credentials.' }
    case 'origin-multiple':
      return {
        title: `Access-Control-Allow-Origin holds several values, ${quoted(failure.value)}, and browsers accept one.`,
        detail: 'Set CORS in one place only: in the function URL or in the function’s own code.',
      }
    case 'origin-invalid':
    case 'origin-mismatch':
      return {
        title: `Access-Control-Allow-Origin is ${shown(failure.value)}, not the page’s origin.`,
        ...(failure.value.trim() === '' && { detail: EMPTY_ORIGIN }),
      }
    case 'credentials-not-true':
      return failure.value === ''
        ? { title: 'Access-Control-Allow-Credentials is missing, so credentials may not be sent.' }
        : { title: `Access-Control-Allow-Credentials is ${quoted(failure.value)}, and only true counts.` }
    case 'status-not-ok':
      return { title: `The preflight got ${failure.value}. It needs a status from 200 to 299.` }
    case 'methods-unreadable':
      return { title: `The list of allowed methods cannot be read: ${quoted(failure.value)}.` }
    case 'headers-unreadable':
      return { title: `The list of allowed headers cannot be read: ${quoted(failure.value)}.` }
    case 'method-not-allowed':
      return {
        title: `The method ${failure.value} is not among the allowed methods.`,
        ...wildcard(withCredentials),
      }
    case 'header-not-allowed':
      return failure.isWildcard
        ? {
            title: `The header ${failure.value} must be listed by name: * does not cover it.`,
            detail: 'Chrome still accepts *, and its console warns that this will end.',
          }
        : { title: notAllowed(failure.all), ...wildcard(withCredentials) }
  }
}

const EMPTY_ORIGIN =
  'Lambda never sends it empty: the function’s own code does, often from a variable that is not set.'

function notAllowed(names: readonly string[]): string {
  return names.length === 1
    ? `The header ${names[0]} is not among the allowed headers.`
    : `The headers ${listed(names)} are not among the allowed headers.`
}

function wildcard(withCredentials: boolean): Pick<SimulationStep, 'detail'> {
  if (!withCredentials) return {}
  return { detail: 'With credentials browsers read * as a name, not as any method or header.' }
}

const shown = (value: string) => (value === '' ? 'empty' : quoted(value))
