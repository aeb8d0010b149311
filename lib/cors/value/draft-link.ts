import { corsOfUnknown } from '@/lib/cors/value/cors-json'
import type { Cors } from '@/lib/cors/value/schema'

/**
 * Characters. Longer addresses are cut by chats and mail; and a page's address goes along twice with each of its
 * calls (as Referer and in Next's own header), which servers read up to 16 KiB of.
 */
export const MAX_DRAFT_LINK = 4_000

/** Says how what follows is packed, so that a later way can be told apart. */
const VERSION = '1.'

/** Members in a fixed order under one letter each, so that links stay short. */
const LETTERS = {
  AllowOrigins: 'o',
  AllowMethods: 'm',
  AllowHeaders: 'h',
  ExposeHeaders: 'e',
  AllowCredentials: 'c',
  MaxAge: 'a',
} as const satisfies Record<keyof Cors, string>
const MEMBERS = Object.entries(LETTERS)

/** Packs a draft for the `draft` parameter of an address; `null` where it would be longer than `MAX_DRAFT_LINK`. */
export function draftToLink(cors: Cors): string | null {
  const origins = cors.AllowOrigins && { AllowOrigins: cors.AllowOrigins.map(shortOrigin) }
  const members = new Map<string, unknown>(Object.entries({ ...cors, ...origins }))
  const packed = MEMBERS.flatMap(([member, letter]) =>
    members.get(member) === undefined ? [] : [[letter, members.get(member)]],
  )
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(packed)))
  const text = VERSION + toBase64Url(bytes)
  return text.length > MAX_DRAFT_LINK ? null : text
}

/** Reads such a parameter back by the schema of CORS; `null` for what no console has made. */
export function draftOfLink(text: string): Cors | null {
  if (!text.startsWith(VERSION) || text.length > MAX_DRAFT_LINK) return null
  const packed = jsonOf(text.slice(VERSION.length))
  if (typeof packed !== 'object' || packed === null || Array.isArray(packed)) return null
  const names = new Map<string, string>(MEMBERS.map(([member, letter]) => [letter, member]))
  const entries = Object.entries(packed).map(([letter, value]) => [names.get(letter) ?? `?${letter}`, value])
  const read = corsOfUnknown(Object.fromEntries(entries))
  if (!read.ok) return null
  const { AllowOrigins } = read.cors
  return AllowOrigins ? { ...read.cors, AllowOrigins: AllowOrigins.map(wholeOrigin) } : read.cors
}

/** Nearly every origin begins with https://, which is one sign here; `!` says that the rest is as it stands. */
function shortOrigin(origin: string): string {
  if (origin.startsWith('https://')) return `~${origin.slice('https://'.length)}`
  return /^[~!]/.test(origin) ? `!${origin}` : origin
}

function wholeOrigin(short: string): string {
  if (short.startsWith('!')) return short.slice(1)
  return short.startsWith('~') ? `https://${short.slice(1)}` : short
}

function jsonOf(base64Url: string): unknown {
  try {
    const binary = atob(base64Url.replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
