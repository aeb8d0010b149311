import 'server-only'
import type { ColumnDataType, Kysely, Migration } from 'kysely'

/** `!` in front: never null. */
type Columns = Record<string, ColumnDataType | `!${string}`>

const TABLES: Record<string, { key: string; columns: Columns; indexes: string[][]; unique?: string[][] }> = {
  people: {
    key: 'id',
    columns: {
      issuer: '!text',
      subject: '!text',
      name: '!text',
      email: 'text',
      email_verified: '!integer',
      login: 'text',
      password_hash: 'text',
      groups: '!text',
      groups_problem: 'text',
      created_at: '!text',
      signed_in_at: 'text',
      disabled_at: 'text',
    },
    indexes: [],
    unique: [['issuer', 'subject'], ['login']],
  },
  sessions: {
    key: 'id',
    columns: {
      token_hash: '!text',
      previous_hash: 'text',
      previous_until: 'text',
      is_stale: '!integer',
      person_id: '!text',
      entered_by: '!text',
      created_at: '!text',
      used_at: '!text',
      expires_at: '!text',
      proven_at: 'text',
      provider_session: 'text',
      address: '!text',
      agent: '!text',
    },
    indexes: [['previous_hash'], ['person_id']],
    unique: [['token_hash']],
  },
  challenges: {
    key: 'hash',
    columns: {
      kind: '!text',
      browser_hash: '!text',
      nonce: '!text',
      verifier: '!text',
      next_path: '!text',
      session_id: 'text',
      created_at: '!text',
      expires_at: '!text',
    },
    indexes: [],
  },
  invitations: {
    key: 'token_hash',
    columns: { person_id: '!text', invited_by: '!text', created_at: '!text', expires_at: '!text' },
    indexes: [['person_id']],
  },
  known_browsers: {
    key: 'hash',
    columns: { person_id: '!text', created_at: '!text' },
    indexes: [['person_id']],
  },
  sign_in_attempts: { key: 'id', columns: { bucket: '!text', at: '!text' }, indexes: [['bucket', 'at']] },
}

/** People, their sessions, and what is on the way to one. */
export const PEOPLE_MIGRATION: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [name, { key, columns, indexes, unique = [] }] of Object.entries(TABLES)) {
      let table = db.schema
        .createTable(name)
        .addColumn(key, 'text', (column) => column.primaryKey().notNull())
      for (const [column, type] of Object.entries(columns)) {
        const isNeeded = type.startsWith('!')
        const plain = type.replace('!', '') as ColumnDataType
        table = table.addColumn(column, plain, (made) => (isNeeded ? made.notNull() : made))
      }
      for (const each of unique)
        table = table.addUniqueConstraint(`${name}_one_${each.join('_')}`, each as never)
      await table.execute()
      for (const each of indexes)
        await db.schema
          .createIndex(`${name}_by_${each.join('_')}`)
          .on(name)
          .columns(each)
          .execute()
    }
  },
}
