import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface Shipped {
  readonly title: string
  readonly folder: string
}

interface LockedPackage {
  readonly dev?: boolean
  readonly devOptional?: boolean
}

/** Next's image optimiser, which the console has switched off and its build leaves out. */
const LEFT_OUT = /(^|\/)node_modules\/(sharp|@img\/[^/]+)$/
const TEXT_FILE = /^(licen[cs]e|copying|notice|third[-_]?party[-_]?notices?)([-.].*)?$/i

/**
 * The notices of everything of others that is shipped with a build: every installed package that is no development
 * dependency, and what Next brings inside itself, each with its licence and the texts that lie beside it.
 */
export function thirdPartyNotices(root: string): string {
  const packages = shippedPackages(root)
  const parts = [...packages, ...insideNext(root)].map((each) => noticeOf(each))
  const head = `Third-party notices\n\n${packages.length} packages are shipped with the Function URL Console.`
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

function shippedPackages(root: string): Shipped[] {
  const { packages } = readJson(path.join(root, 'package-lock.json')) as {
    packages: Record<string, LockedPackage>
  }
  return Object.entries(packages)
    .filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional && !LEFT_OUT.test(place))
    .map(([place]) => path.join(root, place))
    .filter((folder) => existsSync(path.join(folder, 'package.json')))
    .map((folder) => ({ title: titleOf(folder), folder }))
    .sort((a, b) => (a.title < b.title ? -1 : 1))
}

function insideNext(root: string): Shipped[] {
  const compiled = path.join(root, 'node_modules/next/dist/compiled')
  if (!existsSync(compiled)) return []
  return readdirSync(compiled, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ title: `next, within it: ${name}`, folder: path.join(compiled, name) }))
    .filter(({ folder }) => textsOf(folder).length > 0)
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly license?: string
}

function titleOf(folder: string): string {
  const { name, version, license } = readJson(path.join(folder, 'package.json')) as Manifest
  return `${name} ${version} (${license ?? 'no licence named'})`
}

const textsOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT_FILE.test(entry.name))
    .map(({ name }) => readFileSync(path.join(folder, name), 'utf8').trim())

function noticeOf({ title, folder }: Shipped): string {
  const texts = textsOf(folder)
  return [title, ...(texts.length > 0 ? texts : ['The package comes without a text of its licence.'])].join(
    '\n\n',
  )
}
