import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The folder with packages of its own, which the product and its tests know nothing of. */
export const CHECKS = import.meta.dirname

const versionIn = (file: string): unknown =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined

/** Installs what the folder's lock file names, unless it is there already. Takes the registry that npm is set to. */
export function ensureCheckPackages(): void {
  const { dependencies } = JSON.parse(readFileSync(path.join(CHECKS, 'package.json'), 'utf8'))
  const isThere = ([name, version]: [string, unknown]) =>
    versionIn(path.join(CHECKS, 'node_modules', name, 'package.json')) === version
  if (Object.entries(dependencies).every(isThere)) return
  console.log('Installing the packages of e2e/codegen-checks (some 200 MB) …')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], {
    cwd: CHECKS,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
}

/** A module of that folder. Its types are not known here, since it may not be installed: say what is used of it. */
export const requireCheckPackage = createRequire(path.join(CHECKS, 'package.json'))
