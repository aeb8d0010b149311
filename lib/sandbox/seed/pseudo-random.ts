import { createHash } from 'node:crypto'

const URL_ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'
const URL_ID_LENGTH = 32

/** The same number of hexadecimal digits (64 at most) for the same name, always. */
export function hexOf(name: string, digits: number): string {
  return createHash('sha256').update(name).digest('hex').slice(0, digits)
}

/** A UUID that is always the same for the same name. */
export function uuidOf(name: string): string {
  const hex = hexOf(name, 32)
  // Version 4, variant 1, as the ids of the real service look.
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ]
  return parts.join('-')
}

/** A URL id that is always the same for the same name. */
export function urlIdOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest()
  return Array.from(bytes.subarray(0, URL_ID_LENGTH), (byte) => URL_ID_ALPHABET[byte % 36]).join('')
}

/** Numbers from 0 to below 1 that follow from the name alone: the mulberry32 generator. */
export function randomOf(name: string): () => number {
  let state = Number.parseInt(hexOf(name, 8), 16)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of the items, always the same for the same name. */
export function pickOf<Item>(name: string, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(randomOf(name)() * items.length)] ?? items[0]
}
