import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits as text that fits into addresses and cookies. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a secret: who reads it there can do nothing with it. A secret is not guessed, so no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
