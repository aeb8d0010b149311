import { describe, expect, test } from 'vitest'
import { type RequestFacts, readRequestSnippet } from '@/lib/cors/pasted/read-request-snippet'

const JSON_TYPE = ['content-type', 'application/json'] as const

test.each<[string, string, RequestFacts]>([
  [
    'fetch with options',
    `const answer = await fetch('https://x.example/items', {
      method: 'put',
      headers: { 'Content-Type': 'application/json', Authorization: \`Bearer \${token}\`, 'X-Basket': basket.id },
      credentials: 'include',
      body: JSON.stringify({ a: 1 }),
    })`,
    {
      by: 'fetch',
      address: 'https://x.example/items',
      method: 'PUT',
      headers: [JSON_TYPE, ['authorization', ''], ['x-basket', '']],
      withCredentials: true,
    },
  ],
  [
    'fetch of an address alone',
    'fetch("https://x.example/")',
    { by: 'fetch', address: 'https://x.example/', method: 'GET', headers: [], withCredentials: false },
  ],
  [
    'fetch of a variable, with Headers and a body of text',
    `fetch(url, { method: 'POST', headers: new Headers({ 'x-id': '1' }), body: 'a' })`,
    {
      by: 'fetch',
      method: 'POST',
      headers: [
        ['x-id', ''],
        ['content-type', 'text/plain;charset=UTF-8'],
      ],
      withCredentials: false,
    },
  ],
  [
    'patch as it is typed: fetch does not put it in capitals',
    `fetch('/items', { method: 'patch' })`,
    { by: 'fetch', method: 'patch', headers: [], withCredentials: false },
  ],
  [
    'what Chrome copies as fetch, without what the browser sets itself',
    `fetch("https://x.example/items", {
      "headers": {
        "accept": "*/*",
        "cache-control": "no-cache",
        "content-type": "application/json",
        "priority": "u=1, i",
        "sec-ch-ua-mobile": "?0",
        "x-api-key": "SECRET"
      },
      "referrer": "https://app.example.com/basket",
      "body": "{\\"a\\":{\\"b\\":1}}",
      "method": "DELETE",
      "mode": "cors",
      "credentials": "omit"
    });`,
    {
      by: 'fetch',
      address: 'https://x.example/items',
      origin: 'https://app.example.com',
      method: 'DELETE',
      headers: [['accept', '*/*'], JSON_TYPE, ['x-api-key', '']],
      withCredentials: false,
    },
  ],
  [
    'XMLHttpRequest',
    `const xhr = new XMLHttpRequest()
    xhr.open("DELETE", "https://x.example/items/1")
    xhr.setRequestHeader('X-Requested-With', 'XMLHttpRequest')
    xhr.withCredentials = true`,
    {
      by: 'XMLHttpRequest',
      address: 'https://x.example/items/1',
      method: 'DELETE',
      headers: [['x-requested-with', '']],
      withCredentials: true,
    },
  ],
  [
    'axios with data, which it sends as JSON',
    `axios.post('https://x.example/items', { name }, { headers: { 'X-Basket': 'b' }, withCredentials: true })`,
    {
      by: 'axios',
      address: 'https://x.example/items',
      method: 'POST',
      headers: [['x-basket', ''], JSON_TYPE],
      withCredentials: true,
    },
  ],
  [
    'axios by its configuration',
    `axios({ method: 'delete', url: 'https://x.example/items/1' })`,
    {
      by: 'axios',
      address: 'https://x.example/items/1',
      method: 'DELETE',
      headers: [],
      withCredentials: false,
    },
  ],
  [
    'axios without data',
    `await axios.get("https://x.example/items")`,
    { by: 'axios', address: 'https://x.example/items', method: 'GET', headers: [], withCredentials: false },
  ],
])('%s', (_, text, facts) => {
  expect(readRequestSnippet(text)).toEqual(facts)
})

test('values of tokens and keys are dropped, wherever they stand', () => {
  const text = `fetch(u, { headers: { Authorization: 'Bearer SECRET', 'x-amz-security-token': "SECRET" } })`
  expect(JSON.stringify(readRequestSnippet(text))).not.toContain('SECRET')
})

test.each(['', 'const a = 1', 'prefetch(1)', 'GET https://x.example/'])('no call: %s', (text) => {
  expect(readRequestSnippet(text)).toBeNull()
})

/** What was read, with what was not as `undefined`, so that a row can ask for its absence. */
const read = (text: string) => ({
  method: undefined,
  origin: undefined,
  withCredentials: undefined,
  isNoCors: undefined,
  unread: undefined,
  ...readRequestSnippet(text),
})

type Case = [title: string, text: string, facts: Partial<RequestFacts>]

describe('only members of the options themselves count', () => {
  const post: Partial<RequestFacts> = {
    method: 'POST',
    origin: undefined,
    withCredentials: false,
    isNoCors: undefined,
    headers: [JSON_TYPE],
    unread: undefined,
  }
  const typed = `headers: { 'content-type': 'application/json' }, method: 'POST'`
  test.each<Case>([
    ['method in the body', `fetch(u, { body: JSON.stringify({ method: 'card' }), ${typed} })`, post],
    ['credentials in the body', `fetch(u, { body: f({ credentials: 'include' }), ${typed} })`, post],
    ['headers in the body', `fetch(u, { body: f({ headers: { 'x-a': 'b' } }), ${typed} })`, post],
    [
      'mode and origin in the body',
      `fetch(u, { body: f({ mode: 'no-cors', origin: 'https://a.example' }), ${typed} })`,
      post,
    ],
    ['a string with a brace', `fetch(u, { body: "} , method: 'card'", ${typed} })`, post],
    [
      'a template with a call in it',
      `fetch(u, { body: \`\${f({ a: \`}\` })}, method: "card"\`, ${typed} })`,
      post,
    ],
    ['a comment', `fetch(u, { /* method: 'PUT', */ body, // credentials: 'include',\n ${typed} })`, post],
    ['a pattern with a brace', `fetch(u, { body: text.replace(/["{,]/g, ''), ${typed} })`, post],
    ['another object in the text', `const o = { method: 'PUT' }; fetch(u, { body, ${typed} })`, post],
    ['prose around it', `It doesn't work: fetch(u, { body, ${typed} }) // method: 'PUT'`, post],
    ['the last of two', `fetch(u, { method: 'PUT', body, ${typed} })`, post],
    ['data of axios', `axios.post(u, { headers: { 'x-a': 'b' }, withCredentials: true })`, post],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })
})

describe('headers in every form that is written out', () => {
  const pair = [['x-a', '']] as const
  test.each<[title: string, text: string]>([
    ['Headers of pairs', `fetch(u, { headers: new Headers([['X-A', '1']]) })`],
    ['Headers of an object', `fetch(u, { headers: new Headers({ 'X-A': value }) })`],
    ['pairs', `fetch(u, { headers: [['X-A', '1']] })`],
    ['append', `const h = new Headers()\nh.append('X-A', '1')\nfetch(u, { headers: h })`],
    ['set, by shorthand', `const headers = new Headers(); headers.set("X-A", id); fetch(u, { headers })`],
    ['a constant', `const h: HeadersInit = { 'X-A': '1' }\nfetch(u, { headers: h })`],
    ['a spread constant', `const auth = { 'X-A': '1' }\nfetch(u, { headers: { ...auth } })`],
    ['options in a constant', `const options = { headers: { 'X-A': '1' } }\nfetch(u, options)`],
    ['a Request', `fetch(new Request(u, { headers: { 'X-A': '1' } }))`],
    ['an instance of axios', `const api = axios.create({ headers: { 'X-A': '1' } })\napi.get('/items')`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ method: 'GET', headers: pair, unread: undefined })
  })
})

describe('what is given but not written out is named', () => {
  test.each<Case>([
    ['shorthand', 'fetch(url, { headers, method })', { method: undefined, unread: ['method', 'headers'] }],
    ['method', 'fetch(url, { method: m })', { method: undefined, unread: ['method'] }],
    ['a choice of methods', `fetch(url, { method: isNew ? 'POST' : 'PUT' })`, { unread: ['method'] }],
    ['a method in a template', `fetch(url, { method: \`\${m}\` })`, { unread: ['method'] }],
    ['headers', 'fetch(url, { headers: h })', { method: 'GET', headers: [], unread: ['headers'] }],
    [
      'spread headers',
      `fetch(url, { headers: { 'X-A': '1', ...auth } })`,
      { headers: [['x-a', '']], unread: ['headers'] },
    ],
    ['spread options', `fetch(url, { ...auth, method: 'PUT' })`, { method: 'PUT', unread: ['options'] }],
    ['options', 'fetch(url, options)', { method: undefined, unread: ['options'] }],
    ['a computed name', `fetch(url, { headers: { [name]: '1' } })`, { unread: ['headers'] }],
    [
      'append to what is not shown',
      `h.append('X-Trace', '1'); fetch(url, { headers: h })`,
      { headers: [['x-trace', '']], unread: ['headers'] },
    ],
    [
      'append of a name',
      `const h = new Headers(); h.append(name, '1'); fetch(url, { headers: h })`,
      { unread: ['headers'] },
    ],
    [
      'a constant that is changed',
      `const o = { method: 'GET' }; o.method = 'PUT'; fetch(url, o)`,
      { method: undefined, unread: ['options'] },
    ],
    [
      'a variable that is set again',
      `let m = 'GET'; if (x) m = 'PUT'; fetch(url, { method: m })`,
      { unread: ['method'] },
    ],
    ['an object spread into itself', 'const o = { ...o, ...o }; fetch(url, o)', { unread: ['options'] }],
    [
      'mode and credentials',
      'fetch(url, { mode, credentials: c })',
      { withCredentials: undefined, unread: ['mode', 'credentials'] },
    ],
    ['a Request', 'fetch(request)', { method: undefined, unread: ['options'] }],
    [
      'a call that is cut off',
      `fetch('https://x.example/', { headers: { 'X-A': '1' },`,
      { method: undefined, unread: ['call'] },
    ],
    [
      'XMLHttpRequest',
      `const x = new XMLHttpRequest(); x.open(m, u); x.setRequestHeader(n, v); x.withCredentials = c`,
      { method: undefined, unread: ['method', 'headers', 'credentials'] },
    ],
    [
      'axios',
      `axios.put(u, data, { headers, withCredentials })`,
      { method: 'PUT', unread: ['headers', 'credentials'] },
    ],
    ['a configuration of axios', `axios(config)`, { method: undefined, unread: ['options'] }],
    [
      'defaults of axios',
      `axios.defaults.headers.common['X-A'] = '1'; axios.get(u)`,
      { unread: ['headers'] },
    ],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })
})

test.each([
  [`fetch(u, { mode: 'no-cors' })`, true],
  [`fetch(u, { mode: 'cors' })`, undefined],
  [`fetch(u, { body: f({ mode: 'no-cors' }) })`, undefined],
])('no-cors: %s', (text, isNoCors) => {
  expect(readRequestSnippet(text)?.isNoCors).toBe(isNoCors)
})

test.each(['`${', '...a,', '{', '/', 'a.a', '[{('])('hostile text of %s is read in bounds', (piece) => {
  const facts = readRequestSnippet(`const a = { ...a, ...a }; fetch(u, { ...a, ${piece.repeat(4000)}`)
  expect(facts?.unread).toContain('call')
})

test('headers that are added without end are not read as the whole', () => {
  const facts = readRequestSnippet(
    `fetch(u, { headers: h }); const h = new Headers(); ${'h.append("a",'.repeat(1500)}`,
  )
  expect(facts).toMatchObject({ headers: [['a', '']], unread: ['headers'] })
})
