import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { invalidParameterValue } from '@/lib/sandbox/service-error'

/** The most items AWS puts on one page, whatever is asked. Source: Lambda API reference, ListFunctions. */
const MAX_PAGE = 50

interface Cursor {
  scope: Buffer
  key: Buffer
  index: number
}

// Markers mean nothing to the caller and are as long as AWS's own: 96 bytes, 128 characters.
const SECRET = randomBytes(32)
const IV_BYTES = 12
const TAG_BYTES = 16
const PLAIN_BYTES = 68
const DIGEST_BYTES = 16
const INDEX_AT = 2 * DIGEST_BYTES

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES)
}

function seal(cursor: Cursor): string {
  const plain = Buffer.alloc(PLAIN_BYTES)
  cursor.scope.copy(plain, 0)
  cursor.key.copy(plain, DIGEST_BYTES)
  plain.writeUInt32BE(cursor.index, INDEX_AT)
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', SECRET, iv)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

function open(marker: string): Cursor | undefined {
  const bytes = Buffer.from(marker, 'base64')
  if (bytes.length !== IV_BYTES + TAG_BYTES + PLAIN_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', SECRET, bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
    return {
      scope: plain.subarray(0, DIGEST_BYTES),
      key: plain.subarray(DIGEST_BYTES, INDEX_AT),
      index: plain.readUInt32BE(INDEX_AT),
    }
  } catch {
    return undefined
  }
}

export interface PageRequest {
  Marker?: string
  MaxItems?: number
}

export interface Page<Item> {
  items: Item[]
  /** Undefined on the last page. */
  nextMarker?: string
}

/**
 * One page of a list. A marker remembers the last item it gave, so that what is added or removed meanwhile neither
 * repeats nor hides others. `scope` names the list; a marker of another list is refused like garbage.
 * @throws InvalidParameterValueException `Invalid marker value from user.`
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  scope: string,
  request: PageRequest,
): Page<Item> {
  const size = Math.min(request.MaxItems ?? MAX_PAGE, MAX_PAGE)
  const start = request.Marker === undefined ? 0 : startOf(items, keyOf, scope, request.Marker)
  const page = items.slice(start, start + size)
  const last = page.at(-1)
  if (last === undefined || start + size >= items.length) return { items: page }
  const index = start + page.length
  return { items: page, nextMarker: seal({ scope: digest(scope), key: digest(keyOf(last)), index }) }
}

function startOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  scope: string,
  marker: string,
): number {
  const cursor = open(marker)
  if (cursor === undefined || !cursor.scope.equals(digest(scope))) {
    throw invalidParameterValue('Invalid marker value from user.')
  }
  const isLast = (item: Item | undefined) => item !== undefined && digest(keyOf(item)).equals(cursor.key)
  // Nothing has changed in front of it most of the time; a long list is searched only when something has.
  if (isLast(items[cursor.index - 1])) return cursor.index
  const found = items.findIndex(isLast)
  // The last item is gone: what followed it has moved into its place.
  return found === -1 ? Math.max(0, cursor.index - 1) : found + 1
}
