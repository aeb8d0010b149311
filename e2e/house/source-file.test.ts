import { expect, test } from 'vitest'
import { parseSourceFile, UNREADABLE } from './source-file'

const importsOf = (code: string) => parseSourceFile('x.tsx', code).imports

test('finds every way to import, with its line', () => {
  const code = `'use client'
import 'server-only'
import React, { type FC, useState } from 'react'
import * as path from 'node:path'
export { a as b } from './a'
export * from './c'
async function load() { return import('./d') }
const e = <p>{import.meta.url}</p>`
  expect(importsOf(code)).toEqual([
    { specifier: 'server-only', names: [], isTypeOnly: false, line: 2 },
    { specifier: 'react', names: ['default', 'useState'], isTypeOnly: false, line: 3 },
    { specifier: 'node:path', names: ['*'], isTypeOnly: false, line: 4 },
    { specifier: './a', names: ['a'], isTypeOnly: false, line: 5 },
    { specifier: './c', names: ['*'], isTypeOnly: false, line: 6 },
    { specifier: './d', names: ['*'], isTypeOnly: false, line: 7 },
  ])
  expect(parseSourceFile('x.tsx', code).directives).toEqual(['use client'])
})

test('knows imports of which nothing is left after compilation', () => {
  const code = `import type { A } from './a'
import { type B, type C } from './b'
export type { D } from './d'
type E = import('./e').E`
  expect(importsOf(code).map(({ specifier, isTypeOnly }) => [specifier, isTypeOnly])).toEqual([
    ['./a', true],
    ['./b', true],
    ['./d', true],
    ['./e', true],
  ])
})

test('finds what is loaded while the program runs, and says where nobody can tell what', () => {
  const code = "require('./a')\nimport(`./b`)\nimport('./' + c)\nrequire(d)\nd.require('./e')"
  expect(importsOf(code).map(({ specifier }) => specifier)).toEqual(['./a', './b', UNREADABLE, UNREADABLE])
})

test('imports spelled inside text or comments are none', () => {
  expect(
    importsOf(`// import './a'\nconst code = "import './b'"\nconst more = \`export * from './c'\``),
  ).toEqual([])
})

test('a syntax error names the file', () => {
  expect(() => parseSourceFile('lib/broken.ts', 'const = 1')).toThrow('lib/broken.ts cannot be parsed')
})
