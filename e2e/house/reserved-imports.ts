import { isTest, placeOf } from './floors'
import { byPath, resolveImport } from './project'
import type { SourceFile, Violation } from './source-file'

interface Reserved {
  /** The module, and what of it is not for everybody. */
  module: string
  names: RegExp
  /** Who may import it. */
  by: RegExp
  reason: string
}

const SENT_BY_AWS = 'what goes to AWS goes through send and signRequest, which compare the permit'

/** What leads past a judgement when it is in the wrong hands. Tests may import it. */
const RESERVED: Reserved[] = [
  {
    module: 'lib/auth/permit.ts',
    names: /^mintPermit$/,
    by: /^lib\/auth\//,
    reason: 'only lib/auth makes permits',
  },
  {
    module: 'lib/auth/judge.ts',
    names: /^permitOf$/,
    by: /^lib\/auth\//,
    reason: 'the doorway has judged: take permitWithin',
  },
  {
    module: 'lib/auth/verb.ts',
    names: /^perform$/,
    by: /^lib\/doorways\//,
    reason: 'only doorways let somebody in; verbs call each other by within',
  },
  { module: 'lib/auth/verb.ts', names: /^workOf$/, by: /^$/, reason: 'it is for tests' },
  {
    module: 'lib/auth/system-permit.ts',
    names: /./,
    by: /^lib\/(changes\/(call-step|recover)\.ts|bulk\/runner\.ts|lifetime\/|sweep\/)/,
    reason: 'the console’s own permit is for recovery, accepted changes, bulk changes and the sweep',
  },
  {
    module: 'lib/db/database.ts',
    names: /^database$/,
    by: /^lib\/((db|budget|journal|lifetime|inventory|outside)\/|bulk\/bulk-rows\.ts$)/,
    reason:
      'the journal, the leases, the budget, the index and the rows of bulk changes stand between the database and everybody else',
  },
  {
    module: 'lib/db/open-database.ts',
    names: /^openDatabase$/,
    by: /^lib\/db\//,
    reason: 'a process opens its database once',
  },
  { module: 'lib/aws/accounts.ts', names: /^credentialsFor$/, by: /^lib\/aws\//, reason: SENT_BY_AWS },
  { module: 'lib/aws/credentials.ts', names: /./, by: /^lib\/aws\//, reason: SENT_BY_AWS },
  { module: 'lib/aws/clients.ts', names: /./, by: /^lib\/aws\//, reason: SENT_BY_AWS },
  {
    module: 'lib/probe/open-exchange.ts',
    names: /./,
    by: /^lib\/probe\/send\.ts$/,
    reason: 'requests to function URLs are sent by their verb',
  },
]

export function reservedImportViolations(files: SourceFile[]): Violation[] {
  const known = byPath(files)
  return files.flatMap((file) => {
    if (isTest(file.path) || placeOf(file) === 'tests') return []
    return file.imports.flatMap(({ specifier, names, isTypeOnly, line }) => {
      const path = isTypeOnly ? undefined : resolveImport(file.path, specifier, known)?.path
      const rule = RESERVED.find(
        (each) => each.module === path && !each.by.test(file.path) && reaches(names, each.names),
      )
      return rule ? [{ path: file.path, line, message: `imports ${names.join(', ')}: ${rule.reason}` }] : []
    })
  })
}

/** A namespace or a re-export of everything takes the reserved names along. */
const reaches = (names: readonly string[], reserved: RegExp) =>
  names.some((name) => name === '*' || reserved.test(name))
