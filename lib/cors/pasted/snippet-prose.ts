/**
 * A pasted text as a parser of code can take it, every place where it was: what people write around code
 * (sentences, Markdown's fences) would else open strings that never end and swallow the call.
 */
export function codeIn(text: string): string {
  return text
    .replace(APOSTROPHE, '_')
    .replace(FULL_STOP, ';')
    .replace(FENCE, (fence) => ' '.repeat(fence.length))
}

/** In "doesn't": a quote behind a letter opens a string only where the word is one of the language's own. */
const APOSTROPHE =
  /(?<=[A-Za-z])(?<!\b(?:as|await|case|default|delete|do|else|extends|from|import|in|instanceof|of|return|throw|typeof|void|yield))'(?=(?:d|ll|m|re|s|t|ve)\b)/g

/** A sentence ends where a line does; code that goes on behind such a point goes on with a method. */
const FULL_STOP =
  /\.(?=[ \t]*\r?\n)(?!\s*(?:catch|delete|get|head|open|patch|post|put|request|setRequestHeader|then)\b)/g

const FENCE = /^[ \t]*```[^\n`]*$/gm
