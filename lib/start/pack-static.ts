import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

/** Smaller ones do not get smaller: the threshold that Next's own compression has. */
const PACKED_FROM = 1024
const PACKED = /\.(js|css)$/

/**
 * Packs scripts and styles with Brotli at its best, once for each build, into a folder of the same shape: a seventh
 * less than what gzip makes of them while they are served. `standalone-server.mjs` reads them there.
 */
export async function packStatic(from: string, to: string): Promise<void> {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((file) => PACKED.test(file))
  await Promise.all(
    files.map(async (file) => {
      const plain = readFileSync(path.join(from, file))
      if (plain.length < PACKED_FROM) return
      const packed = await promisify(brotliCompress)(plain, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
        },
      })
      mkdirSync(path.dirname(path.join(to, file)), { recursive: true })
      writeFileSync(path.join(to, file), packed)
    }),
  )
}
