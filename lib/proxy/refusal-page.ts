import type { Refusal } from '@/lib/proxy/judge-request'

/** A page of its own for what is refused before Next sees it: no script, one style with the answer's nonce. */
export function refusalPage({ status, title, sentence }: Refusal, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="/icon.svg">
<style nonce="${nonce}">
  :root { color-scheme: light dark; background: light-dark(#fafaf8, #131314); color: light-dark(#1b1a17, #ececea) }
  a { color: light-dark(#2b50c8, #8fa8ff) }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto 0; padding: 0 1.5rem }
  h1 { font-size: 1.25rem; margin: 0 }
  p { margin: 0.5rem 0 0 }
</style>
<main>
  <h1>${escaped(title)}</h1>
  <p>${escaped(sentence)} (${status})</p>
  <p><a href="/">Start again</a></p>
</main>
</html>
`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
