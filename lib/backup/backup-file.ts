import 'server-only'
import { once } from 'node:events'
import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { link, open, unlink } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupError } from '@/lib/backup/backup-lines'

const isPacked = (file: string) => file.endsWith('.gz')

/**
 * Writes a file that is there whole or not at all, for its owner only; packed where its name ends in `.gz`. A file that
 * is there is left alone. @throws {BackupError}
 */
export async function writeWhole(
  file: string,
  write: (add: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const part = `${file}.${process.pid}.part`
  const input = new PassThrough()
  const output = createWriteStream(part, { flags: 'wx', mode: 0o600 })
  const written = isPacked(file) ? pipeline(input, createGzip(), output) : pipeline(input, output)
  written.catch(() => undefined)
  const add = async (text: string) => {
    if (!input.write(text)) await Promise.race([once(input, 'drain'), written])
  }
  try {
    await write(add)
    input.end()
    await written
    await onDisk(part)
    // A link fails where something stands; renaming would take its place.
    await link(part, file)
    await unlink(part)
  } catch (error) {
    input.destroy()
    rmSync(part, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === 'EEXIST') throw new BackupError(`${file} is there already: name a new file.`)
    throw code ? new BackupError(`${file} cannot be written (${code}).`) : error
  }
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

/** The lines of such a file. JSON's text may hold other line ends, which are none here. @throws {BackupError} */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const packed = isPacked(file) ? source.pipe(createGunzip()) : source
  source.on('error', (error) => packed.destroy(error))
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const bytes of packed) {
      const texts = (rest + decoder.decode(bytes as Buffer, { stream: true })).split('\n')
      rest = texts.pop() ?? ''
      yield* texts
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new BackupError(`${file} cannot be read (${code}).`)
  } finally {
    source.destroy()
  }
  if (rest !== '') yield rest
}
