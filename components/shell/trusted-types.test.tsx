import { describe, expect, it } from 'vitest'
import { ownChunk } from './trusted-types'

const ORIGIN = 'http://127.0.0.1:3000'

describe('what the default Trusted Types policy lets the loader fetch', () => {
  it.each([
    '/_next/static/chunks/2wye36b3mbzpa.js',
    '/_next/static/chunks/0h6cm29y3cg7p.js?dpl=abc',
    `${ORIGIN}/_next/static/chunks/turbopack-2u1d16houkiyo.js`,
  ])('passes the console’s own chunk %s', (url) => {
    expect(ownChunk(url, ORIGIN)).toBe(url)
  })

  it.each([
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
