import path from 'node:path'

/** The checkout this program belongs to. */
export const PROJECT_ROOT = path.join(import.meta.dirname, '../..')

/** Builds, each in a folder of its own: a console that runs keeps the one it was started from. */
export const BUILDS = path.join(PROJECT_ROOT, '.builds')

/** Where the newest build is: Next's standalone server with our own in front of it, and its static files. */
export const STANDALONE = path.join(BUILDS, 'current')

/** Where Next builds. */
export const NEXT_OUTPUT = path.join(PROJECT_ROOT, '.next')

/** What the console keeps between runs; git ignores it. */
export const DATA = path.join(PROJECT_ROOT, '.data')
