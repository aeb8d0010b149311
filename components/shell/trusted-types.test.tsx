import { describe, expect, test } from 'vitest'
import { THEME_SCRIPT } from './theme-script'
import { emptyScript, ownChunk, themeScript } from './trusted-types'

const ORIGIN = 'http://127.0.0.1:3000'

describe('what the default Trusted Types policy lets the loader fetch', () => {
  test.each([
    '/_next/static/chunks/2wye36b3mbzpa.js',
    '/_next/static/chunks/0h6cm29y3cg7p.js?dpl=abc',
    `${ORIGIN}/_next/static/chunks/turbopack-2u1d16houkiyo.js`,
  ])('passes the console’s own chunk %s', (url) => {
    expect(ownChunk(url, ORIGIN)).toBe(url)
  })

  test.each([
    'https://evil.example/_next/static/chunks/a.js',
    '//evil.example/_next/static/chunks/a.js',
    'http://127.0.0.1:3001/_next/static/chunks/a.js',
    'https://127.0.0.1:3000/_next/static/chunks/a.js',
    'data:text/javascript,alert(1)',
    'javascript:alert(1)',
    'blob:http://127.0.0.1:3000/0b1c',
    '/api/functions',
    '/_next/static/chunks/../../../api/functions.js',
    '/_next/static/chunks/%2e%2e/a.js',
    '/_next/static/chunks/a.js/../../media/a.svg',
    'http://',
    '',
  ])('refuses %s', (url) => {
    expect(ownChunk(url, ORIGIN)).toBeNull()
  })
})

describe('what it lets React write when it builds the document itself', () => {
  test('passes an empty script element and the theme’s script', () => {
    expect(emptyScript('<script></script>')).toBe('<script></script>')
    expect(themeScript(THEME_SCRIPT)).toBe(THEME_SCRIPT)
  })

  test.each(['<script>alert(1)</script>', '<script></script><img src=x onerror=alert(1)>', '', '<b></b>'])(
    'refuses %s as markup',
    (markup) => {
      expect(emptyScript(markup)).toBeNull()
    },
  )

  test.each(['alert(1)', `${THEME_SCRIPT};alert(1)`, ''])('refuses %s as code', (code) => {
    expect(themeScript(code)).toBeNull()
  })
})
