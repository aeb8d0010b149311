// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code with templates in it is what is read here.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RequestFacts, readRequestSnippet } from '@/lib/cors/pasted/read-request-snippet'

/** What was read, with what was not as `undefined`, so that a row can ask for its absence. */
const read = (text: string) => {
  const facts = readRequestSnippet(text)
  return facts && { method: undefined, address: undefined, isNoCors: undefined, unread: undefined, ...facts }
}

type Case = [title: string, text: string, facts: Partial<RequestFacts>]

const PUT: Partial<RequestFacts> = { method: 'PUT', headers: [['x-a', '']], unread: undefined }
const OPTIONS = `{ method: 'PUT', headers: { 'X-A': '1' } }`

describe('what is no call in the language is none here', () => {
  test.each([
    ['behind //', `// fetch(u, ${OPTIONS})`],
    ['between /* and */', `/* fetch(u,\n ${OPTIONS}) */`],
    ['in a string', `const code = "fetch(u, { method: 'PUT' })"`],
    ['in a template', `const code = \`fetch(u, ${OPTIONS})\``],
    ['in a pattern', 'const call = /fetch(u)/'],
    ['in what Chrome says', 'TypeError: Failed to fetch (x.example)'],
    ['in a stack', 'TypeError: Load failed\n    at fetch (app.js:3:5)'],
    ['a method that is declared', 'class Api { fetch(url) { return url } }'],
  ])('%s', (_, text) => {
    expect(readRequestSnippet(text)).toBeNull()
  })

  test.each<Case>([
    ['behind //', `// fetch(v, { method: 'DELETE' })\nfetch(u, ${OPTIONS})`, PUT],
    ['between /* and */', `/* fetch(v, { method: 'DELETE' }) */ fetch(u, ${OPTIONS})`, PUT],
    ['in a string', `log("fetch(v, { mode: 'no-cors' })"); fetch(u, ${OPTIONS})`, PUT],
    ['in a template', `log(\`axios.get(v) \${a}\`); fetch(u, ${OPTIONS})`, PUT],
    ['axios', `// axios.delete(v)\naxios.put(u, null, { headers: { 'X-A': '1' } })`, PUT],
    ['XMLHttpRequest', `// x.open('DELETE', v)\nfetch(u, ${OPTIONS})`, PUT],
  ])('and the call beside it is read: %s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })

  test('a call in what a template computes is one', () => {
    expect(read(`log(\`\${await fetch(u, ${OPTIONS})}\`)`)).toMatchObject(PUT)
  })
})

describe('the syntax of today around and in a call', () => {
  test.each<Case>([
    ['a pattern with quotes', `const q = /["'\`]/; fetch(u, ${OPTIONS})`, PUT],
    ['a pattern with brackets', `fetch(u, { integrity: s.replace(/[)}\\/(]/g, ''), ...${OPTIONS} })`, PUT],
    ['a division', `fetch(u, { priority: a / b, keepalive: c / d, ...${OPTIONS} })`, PUT],
    ['nested generics', `axios.put<Result<Map<string, string>>>(u, null, { headers: { 'X-A': '1' } })`, PUT],
    ['types', `const o = ${OPTIONS} satisfies RequestInit; await fetch(u, o as RequestInit)`, PUT],
    ['a type in angle brackets', `fetch(u, <RequestInit>${OPTIONS})`, PUT],
    ['a non-null mark', `const o = (${OPTIONS})!\nfetch(u, o!)`, PUT],
    ['JSX', `<Button onClick={() => fetch(u, ${OPTIONS})}>don't (</Button>`, PUT],
    ['JSX behind it', `fetch(u, ${OPTIONS}); return <p title="'">it's {a}</p>`, PUT],
    ['a script element', `<script>fetch(u, ${OPTIONS})</script>`, PUT],
    ['a stack of the console', `at <anonymous>:1:1\nfetch(u, ${OPTIONS})`, PUT],
    ['window.fetch', `window.fetch(u, ${OPTIONS})`, PUT],
    ['globalThis.fetch', `globalThis.fetch(u, ${OPTIONS})`, PUT],
    ['window with a type', `(window as any).fetch(u, ${OPTIONS})`, PUT],
    ["window['fetch']", `window['fetch'](u, ${OPTIONS})`, PUT],
    ['optional chaining', `window?.fetch?.(u, ${OPTIONS})`, PUT],
    ['Headers of an object', `fetch(u, { method: 'PUT', headers: new Headers({ 'X-A': '1' }) })`, PUT],
    ['a Request by its name', `const r = new Request(u, ${OPTIONS}); fetch(r)`, PUT],
    [
      'options of a Request and its own',
      `fetch(new Request(u, { headers: { 'X-A': '1' } }), { method: 'PUT' })`,
      PUT,
    ],
    ['spread', `const base = { method: 'PUT' }; fetch(u, { ...base, headers: { ...{ 'X-A': '1' } } })`, PUT],
    ['shorthand', `const method = 'PUT'; const headers = { 'X-A': '1' }; fetch(u, { method, headers })`, PUT],
    ['a computed name', `const name = 'X-A'; fetch(u, { method: 'PUT', headers: { [name]: '1' } })`, PUT],
    ['a computed text', `fetch(u, { ['method']: 'PUT', headers: { ['X-A']: '1' } })`, PUT],
    ['headers set by name', `const h = {}; h['X-A'] = '1'; fetch(u, { method: 'PUT', headers: h })`, PUT],
    ['a pattern in the prose', `It isn't "allowed":\n\`\`\`js\nfetch(u, ${OPTIONS})\n\`\`\`\nWhy?`, PUT],
    ['a sentence before it', `The call does not come through.\nfetch(u, ${OPTIONS})`, PUT],
    ['a part of a function', `  } catch (e) {}\n  return fetch(u, ${OPTIONS})\n}, [u])`, PUT],
    [
      'an instance of axios under its own name',
      `const x = axios.create(${OPTIONS}); x.request({ url })`,
      PUT,
    ],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })
})

describe('addresses that are put together', () => {
  const address = 'https://x.example/items/'
  test.each([
    ['a template', 'fetch(`https://x.example/items/${id}`)'],
    ['a sum', `fetch('https://x.example/items/' + id)`],
    ['a constant in a template', "const base = 'https://x.example'; fetch(`${base}/items/${id}`)"],
    ['a URL with its base', `fetch(new URL('/items/', 'https://x.example'))`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ address, method: 'GET', unread: undefined })
  })

  test.each([
    'fetch(`https://${host}/a`)',
    `fetch('https://x.' + domain)`,
    'fetch(`${base}/a`)',
    "fetch('/a')",
  ])('none without a plain host: %s', (text) => {
    expect(read(text)?.address).toBeUndefined()
  })
})

describe('what was not read is said', () => {
  test.each<Case>([
    [
      'options that are cut off',
      `async function save() {\n  await fetch(u, { method: 'PUT', headers: {`,
      { method: 'PUT', unread: ['call'] },
    ],
    [
      'a text that is cut off',
      `fetch(u, { headers: { 'X-A': '1' }, method: 'PU`,
      { headers: [['x-a', '']], unread: ['call', 'method'] },
    ],
    [
      'a bracket that is missing',
      `fetch(u, { headers: { 'X-A': '1' })`,
      { headers: [['x-a', '']], unread: ['options'] },
    ],
    [
      'a constant that is cut off',
      `fetch(u, o)\nconst o = { method: 'PUT', headers: {`,
      { unread: ['options'] },
    ],
    ['spread arguments', 'fetch(...args)', { method: undefined, unread: ['options'] }],
    [
      'spread of what is not shown',
      `fetch(u, { ...o, ${OPTIONS.slice(1)})`,
      { method: 'PUT', unread: ['options'] },
    ],
    ['a computed name', `fetch(u, { [k]: 'PUT' })`, { method: undefined, unread: ['options'] }],
    ['a method of that name', 'fetch(u, { get headers() { return h } })', { unread: ['headers'] }],
    [
      'a parameter',
      `const m = 'PUT'; function f(m) { return fetch(u, { method: m }) }`,
      { unread: ['method'] },
    ],
    [
      'a header that is taken out',
      `const h = new Headers({ 'X-A': '1' }); h.delete('X-A'); fetch(u, { headers: h })`,
      { unread: ['headers'] },
    ],
    [
      'headers set inside options',
      `const o = { headers: new Headers() }; o.headers.set('X-A', '1'); fetch(u, o)`,
      { unread: ['options'] },
    ],
    ['interceptors', 'axios.interceptors.request.use(f); axios.get(u)', { unread: ['headers'] }],
    [
      'another XMLHttpRequest',
      `a.open('GET', u); b.setRequestHeader('X-A', '1')`,
      { headers: [], unread: ['headers'] },
    ],
    ['a second call', `fetch(u, ${OPTIONS}); fetch(v)`, { ...PUT, unread: ['more'] }],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })

  test.each([
    'aws.fetch(u)',
    'app.fetch(request)',
    'this.client.fetch(u)',
    "$fetch('/items')",
    'const { data } = useFetch(u)',
    'await http.get<Foo<Bar>>(u)',
    'this.backend.client.post<User>(u, body, { headers })',
  ])('a call that is not the browser’s: %s', (text) => {
    expect(readRequestSnippet(text)).toEqual({ headers: [], unread: ['client'] })
  })

  test('also beside one that is', () => {
    expect(read(`aws.fetch(v); fetch(u, ${OPTIONS})`)).toMatchObject({ ...PUT, unread: ['client'] })
  })
})

const HEADERS = fc.uniqueArray(fc.constantFrom('X-A', 'X-B', 'Authorization', 'X-Long-Name'), {
  maxLength: 3,
})
const CALL = fc
  .record({
    callee: fc.constantFrom('fetch', 'window.fetch', 'globalThis?.fetch', 'await fetch'),
    address: fc.constantFrom(
      `'https://x.example/a'`,
      '"https://x.example/?q=\'"',
      '`https://x.example/${id}`',
    ),
    method: fc.constantFrom('GET', 'PUT', 'DELETE', 'patch'),
    headers: HEADERS,
    quote: fc.constantFrom("'", '"', '`'),
    credentials: fc.constantFrom('include', 'omit', undefined),
    body: fc.constantFrom('', `body: JSON.stringify({ method: 'card', a: /["')]/ }), `, 'body, '),
  })
  .map(({ callee, address, method, headers, quote, credentials, body }) => {
    const text = (value: string) => `${quote}${value}${quote}`
    const pairs = headers.map((name) => `'${name}': ${text('1')}`).join(', ')
    const extra = credentials ? `, credentials: ${text(credentials)}` : ''
    return `${callee}(${address}, { ${body}headers: { ${pairs} }, method: ${text(method)}${extra} })`
  })
/** What may stand before and behind a call without being one. */
const AROUND = fc.constantFrom(
  '',
  '// fetch("https://y.example/", { method: "POST" })\n',
  '/* axios.delete(u); it\'s "old */\n',
  'const a = "fetch(v, { mode: \'no-cors\' })";\n',
  'const b = `x.open("POST", ${c}) // `;\n',
  'const d = /fetch\\(["\'`]/g;\n',
  'const e = { method: "HEAD", headers: { "X-Z": 1 } };\n',
  'type F = Map<string, Array<() => void>>;\n',
)

describe('whatever stands around it', () => {
  test('a call is read the same', () => {
    fc.assert(
      fc.property(
        CALL,
        fc.array(AROUND, { maxLength: 4 }),
        fc.array(AROUND, { maxLength: 4 }),
        (call, before, behind) => {
          const alone = readRequestSnippet(call)
          // What a body by its name alone is, nobody can tell.
          expect(alone?.unread?.filter((part) => part !== 'body') ?? []).toEqual([])
          expect(readRequestSnippet(`${before.join('')}${call};\n${behind.join('')}`)).toEqual(alone)
          expect(readRequestSnippet(`const s = ${JSON.stringify(call)}`)).toBeNull()
        },
      ),
    )
  })

  test('a call that ends anywhere is read without throwing, and is not read as the whole', () => {
    fc.assert(
      fc.property(CALL, fc.nat(), (call, at) => {
        const start = call.indexOf('(') + 1
        const cut = call.slice(0, start + (at % (call.length - start)))
        expect(readRequestSnippet(cut)?.unread).toContain('call')
      }),
    )
  })

  const PIECES = fc.constantFrom(
    ...[
      'fetch(',
      'axios',
      '.get(',
      '.open(',
      'new Headers(',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '`',
      '${',
      "'",
      '"',
    ],
    ...[
      '/',
      '//',
      '/*',
      '*/',
      '\\',
      '...',
      ',',
      ':',
      '=',
      'const ',
      'a',
      '.',
      '?.',
      'headers',
      'method',
      '=>',
      '\n',
      '\u0000',
      '𝒳',
      '\ud800',
    ],
  )
  test('no text makes it throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(PIECES).map((all) => all.join('')),
        ),
        (text) => {
          readRequestSnippet(text)
        },
      ),
      { numRuns: 300 },
    )
  })

  test.each([
    'f(',
    'new a(',
    'a=',
    'fetch(u,{headers:',
    'fetch(`${',
    '"a"+',
    'a?.',
    '<a>',
    '(',
    'const a=',
    'b.append("a");',
    '((a as b) as ',
    '{a:',
    'a?b:',
    '/*',
    '"',
    'class A{m(){',
    'axios.get(u,',
  ])(
    'nor many times %s, of which it says that it was not read to its end',
    (piece) => {
      const text = `fetch(u, { headers: b, method: ${piece.repeat(20_000 / piece.length)}`
      expect(readRequestSnippet(text)?.unread).not.toHaveLength(0)
      // Whatever the machine does beside it: this is about the depth of the text and never about time.
    },
    0,
  )
})
