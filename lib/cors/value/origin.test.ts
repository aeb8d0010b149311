import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnoseOrigin } from '@/lib/cors/value/origin'

describe('an origin as browsers send it (RFC 6454 §6.2) has no problem', () => {
  test.each([
    'https://shop.example.com',
    'https://example.com',
    'http://localhost:3000',
    'https://shop.example.com:8443',
    'http://example.com:443',
    'https://example.com:80',
    'http://127.0.0.1:8080',
    'http://[::1]:3000',
    'https://xn--bcher-kva.example',
    'https://my_host.example',
    'https://example.com.',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    'capacitor://localhost',
    '*',
    `https://${'a'.repeat(63)}.example`,
  ])('%s', (origin) => {
    expect(diagnoseOrigin(origin)).toBeNull()
  })
})

const RTL = '\u202e'
const ZERO_WIDTH = '\u200b'

describe('one cure', () => {
  test.each([
    ['https://admin.example.com/', 'trailing-slash', 'Remove the slash', 'https://admin.example.com'],
    ['shop.example.com', 'no-scheme', 'Add https://', 'https://shop.example.com'],
    ['shop.example.com/', 'no-scheme', 'Use https://shop.example.com', 'https://shop.example.com'],
    ['https://example.com/app', 'path', 'Remove the path', 'https://example.com'],
    ['https://example.com/app/', 'path', 'Remove the path', 'https://example.com'],
    ['https://Shop.Example.com', 'upper-case', 'Use lower case', 'https://shop.example.com'],
    ['HTTPS://shop.example.com', 'upper-case', 'Use lower case', 'https://shop.example.com'],
    ['https://example.com:443', 'default-port', 'Remove the port', 'https://example.com'],
    ['http://localhost:80', 'default-port', 'Remove the port', 'http://localhost'],
    ['https://mara:secret@example.com', 'userinfo', 'Remove them', 'https://example.com'],
    ['https://example.com?q=1', 'query', 'Remove the query', 'https://example.com'],
    ['https://example.com/?q=1', 'query', 'Remove the query', 'https://example.com'],
    ['https://example.com#top', 'fragment', 'Remove the fragment', 'https://example.com'],
    ['https://example.com/#/home', 'fragment', 'Remove the fragment', 'https://example.com'],
    ['https:/example.com', 'slashes', 'Use https://example.com', 'https://example.com'],
    ['https:///example.com', 'slashes', 'Use https://example.com', 'https://example.com'],
    ['https:\\\\example.com', 'slashes', 'Use https://example.com', 'https://example.com'],
    [' https://example.com', 'surrounding-space', 'Remove the space', 'https://example.com'],
    ['https://example.com,', 'separator', 'Use https://example.com', 'https://example.com'],
    [`https://example.com${RTL}`, 'invisible-character', 'Remove them', 'https://example.com'],
    [`https://exam${ZERO_WIDTH}ple.com`, 'invisible-character', 'Remove them', 'https://example.com'],
    ['https://example.com\u0000', 'invisible-character', 'Remove them', 'https://example.com'],
    [
      'https://bücher.example',
      'not-canonical',
      'Use https://xn--bcher-kva.example',
      'https://xn--bcher-kva.example',
    ],
    ['http://0x7f.1', 'not-canonical', 'Use http://127.0.0.1', 'http://127.0.0.1'],
    [
      'https://example.com:08443',
      'not-canonical',
      'Use https://example.com:8443',
      'https://example.com:8443',
    ],
    // Several defects at once: the label names where it leads.
    ['https://Example.com/', 'trailing-slash', 'Use https://example.com', 'https://example.com'],
    ['https://Example.com:443', 'default-port', 'Use https://example.com', 'https://example.com'],
  ])('%j is %s: %s', (text, problem, label, cured) => {
    const diagnosis = diagnoseOrigin(text)
    expect(diagnosis).toMatchObject({ problem, fix: { label, values: [cured] } })
  })

  test('several origins in one entry are split', () => {
    expect(diagnoseOrigin('https://a.example, https://b.example')).toMatchObject({
      problem: 'several',
      fix: { label: 'Split into 2 entries', values: ['https://a.example', 'https://b.example'] },
    })
  })
})

describe('no single cure', () => {
  test.each([
    ['', 'empty'],
    ['null', 'null'],
    ['NULL', 'null'],
    ['https://*.example.com', 'wildcard'],
    ['https://example.com:*', 'wildcard'],
    ['**', 'wildcard'],
    ['//example.com', 'no-scheme'],
    ['localhost:3000', 'no-scheme'],
    ['file:///home', 'no-scheme'],
    ['file://home', 'opaque-scheme'],
    ['wss://example.com', 'opaque-scheme'],
    ['https://', 'unreadable'],
    ['https://example.com:99999', 'unreadable'],
    ['https://exam<ple.com', 'unreadable'],
    ['https://a,b', 'unreadable'],
    ['https://exa mple.com', 'inner-space'],
    ['https://example.com\ud800', 'lone-surrogate'],
    ['<script>alert(1)</script>', 'no-scheme'],
    ['https://<img src=x onerror=alert(1)>', 'inner-space'],
  ])('%j is %s', (text, problem) => {
    const diagnosis = diagnoseOrigin(text)
    expect(diagnosis?.problem).toBe(problem)
    expect(diagnosis?.fix).toBeUndefined()
  })
})

test.each([254, 10_000, 1_000_000])('%i characters are too long', (length) => {
  expect(diagnoseOrigin('https://'.padEnd(length, 'a'))).toMatchObject({ problem: 'too-long' })
  expect(diagnoseOrigin('x'.repeat(length))?.problem).toBe('too-long')
})

test('whatever is typed: messages are whole sentences of readable length, and a fix has no problem left', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.string({
      unit: fc.constantFrom('h', 't', 'p', 's', ':', '/', '.', 'A', '@', '*', ' ', ',', '#', '?', RTL),
    }),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      const diagnosis = diagnoseOrigin(text)
      if (diagnosis === null) return
      expect(diagnosis.message).toMatch(/^[A-Z].*[.]$/s)
      expect(diagnosis.message.length).toBeLessThan(300)
      expect(diagnosis.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      for (const value of diagnosis.fix?.values ?? []) expect(diagnoseOrigin(value)).toBeNull()
    }),
    { numRuns: 2_000 },
  )
})

test('every origin that the URL standard serialises with a plain host is accepted as it is', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['http', 'https'] }), (address) => {
      expect(diagnoseOrigin(new URL(address).origin)).toBeNull()
    }),
  )
})
