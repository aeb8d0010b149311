/** One step of the database's shape: plain SQL that SQLite and PostgreSQL both take. Never edited once released. */
export interface Migration {
  name: string
  statements: readonly string[]
}

/** In order; a file's version is the number of steps it has behind it. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'journal and leases',
    statements: [
      `create table journal_events (
        position integer not null primary key,
        change_id text not null,
        seq integer not null,
        at text not null,
        type text not null,
        schema_version integer not null,
        actor text not null,
        account text not null,
        region text not null,
        function_name text not null,
        qualifier text not null,
        follows_change_id text,
        body text not null,
        previous_hash text not null,
        hash text not null,
        unique (change_id, seq)
      )`,
      `create unique index journal_one_intent on journal_events (change_id) where type = 'intent'`,
      `create index journal_by_identity on journal_events (account, region, function_name, qualifier, position)`,
      `create index journal_by_followed on journal_events (follows_change_id)`,
      `create table journal_head (
        id integer not null primary key check (id = 1),
        position integer not null,
        hash text not null
      )`,
      `create table leases (
        key text not null primary key,
        owner text not null,
        acquired_at text not null,
        expires_at text not null
      )`,
    ],
  },
]
