import 'server-only'
import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** By it people and scanners of secrets know a token of the console; `/^fuc_[0-9A-Za-z]{49}$/`. */
const PREFIX = 'fuc_'
const RANDOM_BYTES = 32
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** So many digits hold any 256 bits, and any 32. */
const VALUE_LENGTH = 43
const CHECKSUM_LENGTH = 6
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${VALUE_LENGTH + CHECKSUM_LENGTH}}$`)

/** A new token: the prefix, 256 random bits, and a checksum of both, by which a scanner tells it from other text. */
export function newTokenText(): string {
  const value = PREFIX + inDigits(BigInt(`0x${randomBytes(RANDOM_BYTES).toString('hex')}`), VALUE_LENGTH)
  return value + checksumOf(value)
}

/** Whether a text can be a token at all; what cannot is not looked for in the database. */
export const isTokenText = (text: string): boolean =>
  SHAPE.test(text) && checksumOf(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH)

/** Enough of a token to know it again by. */
export const hintOf = (token: string): string => token.slice(0, PREFIX.length + 4)

const checksumOf = (value: string): string => inDigits(BigInt(crc32(value)), CHECKSUM_LENGTH)

function inDigits(value: bigint, length: number): string {
  const base = BigInt(DIGITS.length)
  let rest = value
  let text = ''
  for (; rest > 0n; rest /= base) text = DIGITS[Number(rest % base)] + text
  return text.padStart(length, '0')
}
