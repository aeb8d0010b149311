import path from 'node:path'
import { parseArgs } from 'node:util'
import { BackupError } from '@/lib/backup/backup-lines'
import { leftOutText } from '@/lib/backup/carried-tables'
import { lookAtBackup, openToRestore, restore } from '@/lib/backup/restore'
import { DatabaseError } from '@/lib/db/database-error'
import { walkJournal } from '@/lib/journal/walk'
import { formatNumber } from '@/lib/text/counted'
import { databaseInUse, recordVerdict } from './database-in-use'
import { ProgramError, runProgram } from './program-error'

const USAGE = `npm run restore -- FILE [--database FILE] [--replace]

Puts a back-up into an empty database, which may be of the other kind than the one it is from. Stop every console first.
--replace puts it in the place of what the database holds. Ends with 1 when the record in it is not what a console wrote.`

/** `npm run restore`: a back-up becomes a database again, and its record is verified. */
await runProgram(async () => {
  const { values, positionals } = parseArgs({
    options: {
      database: { type: 'string' },
      replace: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  })
  const [name] = positionals
  if (values.help || !name || positionals.length > 1) throw new ProgramError(USAGE)
  const file = path.resolve(name)
  try {
    await lookAtBackup(file)
    const port = await openToRestore(databaseInUse(values.database))
    try {
      const { head, rows } = await restore(port, file, { replaces: values.replace })
      console.log(`${name} of ${head.at}: ${formatNumber(rows)} rows are back. ${leftOutText()}`)
      const walk = await walkJournal(port.db)
      for (const line of recordVerdict(walk)) console.log(line)
      return walk.breaches.length > 0 ? 1 : 0
    } finally {
      await port.close()
    }
  } catch (error) {
    if (error instanceof BackupError || error instanceof DatabaseError) throw new ProgramError(error.message)
    throw error
  }
})
