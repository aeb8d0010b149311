import { expect, test } from 'vitest'
import { type RequestFacts, readRequestSnippet } from '@/lib/cors/read-request-snippet'

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
      address: 'https://x.example/items',
      method: 'PUT',
      headers: [JSON_TYPE, ['authorization', ''], ['x-basket', '']],
      withCredentials: true,
    },
  ],
  [
    'fetch of an address alone',
    'fetch("https://x.example/")',
    { address: 'https://x.example/', method: 'GET', headers: [], withCredentials: false },
  ],
  [
    'fetch of a variable, with Headers and a body of text',
    `fetch(url, { method: 'POST', headers: new Headers({ 'x-id': '1' }), body: text })`,
    {
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
    { method: 'patch', headers: [], withCredentials: false },
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
      address: 'https://x.example/items',
      method: 'POST',
      headers: [['x-basket', ''], JSON_TYPE],
      withCredentials: true,
    },
  ],
  [
    'axios by its configuration',
    `axios({ method: 'delete', url: 'https://x.example/items/1' })`,
    { address: 'https://x.example/items/1', method: 'DELETE', headers: [], withCredentials: false },
  ],
  [
    'axios without data',
    `await axios.get("https://x.example/items")`,
    { address: 'https://x.example/items', method: 'GET', headers: [], withCredentials: false },
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
