import path from 'node:path'
import { parseArgs } from 'node:util'
import { BackupError } from '@/lib/backup/backup-lines'
import { leftOutText } from '@/lib/backup/carried-tables'
import { writeBackup } from '@/lib/backup/write-backup'
import { DatabaseError } from '@/lib/db/database-error'
import { formatNumber } from '@/lib/text/counted'
import { openInUse } from './database-in-use'
import { ProgramError, runProgram } from './program-error'

const USAGE = `npm run backup -- FILE [--database FILE]

Writes what the console's database holds into a new FILE, packed where its name ends in .gz; consoles may go on meanwhile.
The database is the one of DATABASE_URL or CONSOLE_DATABASE, unless a file is named.`

/** `npm run backup`: everything that is to survive the database, as it is at one moment. */
await runProgram(async () => {
  const { values, positionals } = parseArgs({
    options: { database: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [file] = positionals
  if (values.help || !file || positionals.length > 1) throw new ProgramError(USAGE)
  try {
    const port = await openInUse(values.database)
    try {
      const { head, rows } = await writeBackup(port, path.resolve(file), new Date().toISOString())
      const record = head.record ? `the record to event ${head.record.position}` : 'no record yet'
      console.log(`${file}: ${formatNumber(rows)} rows, ${record}. ${leftOutText()}`)
      return 0
    } finally {
      await port.db.destroy()
    }
  } catch (error) {
    if (error instanceof BackupError || error instanceof DatabaseError) throw new ProgramError(error.message)
    throw error
  }
})
