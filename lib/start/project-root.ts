import path from 'node:path'

/** The checkout this program belongs to. */
export const PROJECT_ROOT = path.join(import.meta.dirname, '../..')

/** Where the built console is: Next's standalone server, complete with its static files. */
export const STANDALONE = path.join(PROJECT_ROOT, '.next/standalone')

/** What the console keeps between runs; git ignores it. */
export const DATA = path.join(PROJECT_ROOT, '.data')
