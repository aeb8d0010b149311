import { THEME_SCRIPT } from './theme-script'

/**
 * `require-trusted-types-for 'script'` refuses every plain text that could become script. Two of our own need
 * a way through: the bundler's loader, which sets `script.src` when a page is entered by a link, and React,
 * when it has to build the document anew in the browser (a page whose making failed on the server). This default
 * policy lets pass exactly what they need; everything else stays refused everywhere.
 */
interface PolicyRules {
  createScriptURL: (url: string) => string | null
  createHTML: (markup: string) => string | null
  createScript: (code: string) => string | null
}

interface PolicyFactory {
  defaultPolicy: unknown
  createPolicy: (name: string, rules: PolicyRules) => unknown
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

/** How React makes a script element that does not run. */
export function emptyScript(markup: string): string | null {
  return markup === '<script></script>' ? markup : null
}

export function themeScript(code: string): string | null {
  return code === THEME_SCRIPT ? code : null
}

/** Call once, before anything is loaded; without Trusted Types in the browser it does nothing. */
export function allowOwnScripts(): void {
  if (!window.trustedTypes || window.trustedTypes.defaultPolicy) return
  window.trustedTypes.createPolicy('default', {
    createScriptURL: (url) => ownChunk(url, window.location.origin),
    createHTML: emptyScript,
    createScript: themeScript,
  })
}
