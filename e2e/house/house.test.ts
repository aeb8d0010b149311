import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { arrowViolations, dialectViolations, serverOnlyViolations, vendorViolations } from './boundaries'
import { importCycles } from './cycles'
import { doorwayViolations } from './doorway-rules'
import { environmentViolations } from './environment'
import { looseDependencies, missingOptionalPackages, resolvedPackages } from './lockfile'
import { markupViolations } from './markup'
import { barrelViolations, nameViolations, topLevelViolations } from './names'
import { programOrderViolations } from './program-order'
import { PROJECT_ROOT, projectPaths, readProject, topLevelNames } from './project'
import { purityViolations } from './purity'
import { reservedImportViolations } from './reserved-imports'
import { roomTangles, unnamedRooms } from './rooms'
import { serverActionViolations } from './server-actions'
import type { Violation } from './source-file'
import { testMannerViolations } from './test-manners'

const files = readProject()

const inWords = (violations: Violation[]) =>
  violations.map(({ path: file, line, message }) => `${file}:${line} ${message}`)

const readJson = (name: string) => JSON.parse(readFileSync(path.join(PROJECT_ROOT, name), 'utf8'))

describe('the house', () => {
  test('is read as a whole', () => {
    expect(files.map((file) => file.path)).toEqual(
      expect.arrayContaining(['lib/failures/result.ts', 'vitest.config.ts']),
    )
  })

  test('arrows point down, and nobody imports a program', () => {
    expect(inWords(arrowViolations(files))).toEqual([])
  })

  test('imports make no rings', () => {
    expect(importCycles(files).map((cycle) => cycle.join(' → '))).toEqual([])
  })

  test('rooms make no rings, type imports counted', () => {
    expect(roomTangles(files)).toEqual([])
  })

  test('every room is named in ARCHITECTURE.md', () => {
    const architecture = readFileSync(path.join(PROJECT_ROOT, 'ARCHITECTURE.md'), 'utf8')
    expect(inWords(unnamedRooms(projectPaths(), architecture))).toEqual([])
  })

  test('programs have what they need before they begin', () => {
    expect(inWords(programOrderViolations(files))).toEqual([])
  })

  test('vocabulary is pure', () => {
    expect(inWords(purityViolations(files))).toEqual([])
  })

  test('server modules say so', () => {
    expect(inWords(serverOnlyViolations(files))).toEqual([])
  })

  test('AWS is reached in one way', () => {
    expect(inWords(vendorViolations(files))).toEqual([])
  })

  test('schemas have one dialect', () => {
    expect(inWords(dialectViolations(files))).toEqual([])
  })

  test('the environment has one reader', () => {
    expect(inWords(environmentViolations(files))).toEqual([])
  })

  test("'use server' files export actions and nothing else", () => {
    expect(inWords(serverActionViolations(files))).toEqual([])
  })

  test('whatever comes in goes through a doorway', () => {
    expect(inWords(doorwayViolations(files))).toEqual([])
  })

  test('what leads past a judgement is in few hands', () => {
    expect(inWords(reservedImportViolations(files))).toEqual([])
  })

  test('server HTML has no style attributes, and text never becomes markup', () => {
    expect(inWords(markupViolations(files))).toEqual([])
  })

  test('names are kebab-case and say something; there are no barrels', () => {
    expect(inWords([...nameViolations(projectPaths()), ...barrelViolations(files)])).toEqual([])
  })

  test('the top level holds what it should', () => {
    expect(inWords(topLevelViolations(topLevelNames()))).toEqual([])
  })

  test('tests have manners', () => {
    expect(inWords(testMannerViolations(files))).toEqual([])
  })
})

describe.each(['', 'e2e/codegen-checks/'])('dependencies in ./%s', (folder) => {
  test('the lock file names the packages of every platform', () => {
    expect(missingOptionalPackages(readJson(`${folder}package-lock.json`))).toEqual([])
  })

  test('the lock file names no server', () => {
    expect(resolvedPackages(readJson(`${folder}package-lock.json`))).toEqual([])
  })

  test('every direct dependency is pinned', () => {
    expect(looseDependencies(readJson(`${folder}package.json`))).toEqual([])
  })
})
