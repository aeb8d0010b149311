import { Callout } from '@/components/ui/callout'

/** What would help where a text says nothing that is known. */
export function NotUnderstood({ text }: { text: string }) {
  return (
    <Callout tone="warn" title="This text is not understood">
      <p>{hintFor(text)}</p>
      <p className="mt-1">
        Most helpful are: the whole red line of the browser’s Console panel, the output of curl -i or curl -v,
        “Copy as cURL” of the Network panel, the response’s body, or the whole error of the tool that deploys.
      </p>
    </Callout>
  )
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*$/, ''],
  [
    /Uncaught (?:\(in promise\) )?\w*Error/,
    'It is an error of the page’s own script. If a call failed before it, the console has another red line about that call.',
  ],
  [
    /\bCORS\b/i,
    'It speaks of CORS and holds no message of a browser: the exact words tell which check failed.',
  ],
  [
    /https?:\/\//,
    'It holds an address that is not of a function URL, and nothing that says what went wrong.',
  ],
  [/[^\x20-\x7e\s]{6}/, 'Messages are known in English, and those of Firefox in some other languages.'],
]

function hintFor(text: string): string {
  return (
    HINTS.find(([words]) => words.test(text))?.[1] ??
    'None of the known messages, responses and names is in it.'
  )
}
