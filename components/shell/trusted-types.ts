/**
 * The bundler's loader sets `script.src` to plain text when a page is entered by a link, which
 * `require-trusted-types-for 'script'` refuses. This default policy lets pass what it needs and nothing else:
 * the console's own chunks. Text that would become markup or code stays refused everywhere.
 */
interface PolicyFactory {
  defaultPolicy: unknown
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string | null }) => unknown
}

declare global {
  interface Window {
    trustedTypes?: PolicyFactory
  }
}

/** The address if it is one of the console's own chunks, otherwise null: the browser then refuses it. */
export function ownChunk(url: string, origin: string): string | null {
  if (!URL.canParse(url, origin)) return null
  const target = new URL(url, origin)
  const isOwn = target.origin === origin && /^\/_next\/static\/chunks\/[\w.~-]+\.js$/.test(target.pathname)
  return isOwn ? url : null
}

/** Call once, before the first page change; without Trusted Types in the browser it does nothing. */
export function allowOwnChunks(): void {
  if (typeof window === 'undefined' || !window.trustedTypes || window.trustedTypes.defaultPolicy) return
  window.trustedTypes.createPolicy('default', {
    createScriptURL: (url) => ownChunk(url, window.location.origin),
  })
}
