import type { Refusal } from '@/lib/proxy/judge-request'

/**
 * A page of its own for what is refused before Next sees it: no script, one style with the answer's nonce. It looks
 * like the pages of the console, whose style sheet has another name in every build.
 */
export function refusalPage({ status, title, sentence }: Refusal, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Function URL Console</title>
<link rel="icon" href="/icon.svg">
<style nonce="${nonce}">
  :root { color-scheme: light dark; background: light-dark(#fafaf8, #131314); color: light-dark(#1b1a17, #ececea) }
  * { box-sizing: border-box }
  body { font: 14px/1.5 "Inter Variable", Inter, system-ui, sans-serif; margin: 0 }
  header { background: light-dark(#ffffff, #1a1a1c); border-bottom: 1px solid light-dark(#e7e6e1, #2a2a2d) }
  header a { display: inline-flex; align-items: center; gap: .5rem; min-height: 3.5rem; padding: 0 1.25rem; color: inherit; font-weight: 600; text-decoration: none }
  header svg { width: 1.375rem; color: light-dark(#2b50c8, #8fa8ff) }
  main { max-width: 40rem; margin: 0 auto; padding: 4rem 1.5rem; text-align: center }
  h1 { font-size: 1.0625rem; font-weight: 600; margin: 0 }
  p { margin: .375rem 0 0; color: light-dark(#6a6860, #a09f99); overflow-wrap: anywhere }
  main a { display: inline-block; margin-top: 1.25rem; padding: .375rem .75rem; border: 1px solid light-dark(#8e8b82, #6d6d73); border-radius: 6px; background: light-dark(#ffffff, #1a1a1c); color: inherit; font-weight: 500; text-decoration: none }
  a:hover { text-decoration: underline }
  a:focus-visible { outline: 2px solid light-dark(#2b50c8, #8fa8ff); outline-offset: 2px }
</style>
<header><a href="/">${MARK}Function URL Console</a></header>
<main>
  <h1>${escaped(title)}</h1>
  <p>${escaped(sentence)}</p>
  <p>HTTP status ${status}</p>
  <a href="/">Start again</a>
</main>
</html>
`
}

/** The console's mark, as the bar above its pages has it. */
const MARK =
  '<svg viewBox="4 4 24 24" fill="none" aria-hidden="true"><g stroke="currentColor" stroke-width="2.6" stroke-linecap="round"><path d="M14.2 17.8a4.6 4.6 0 0 1 0-6.5l3.2-3.2a4.6 4.6 0 0 1 6.5 6.5l-1.7 1.7"/><path d="M17.8 14.2a4.6 4.6 0 0 1 0 6.5l-3.2 3.2a4.6 4.6 0 0 1-6.5-6.5l1.7-1.7"/></g></svg>'

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
