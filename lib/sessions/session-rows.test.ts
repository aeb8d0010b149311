import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromOutside } from '@/lib/db/fixtures/from-outside'
import { inRecord } from '@/lib/sessions/in-record'
import { addAccount } from '@/lib/sessions/person-rows'
import { beginSession, changeSecret, endSessions, markStale, sessionOf } from '@/lib/sessions/session-rows'
import { closeTeamWorld, openTeamWorld } from '@/lib/sign-in/fixtures/team-world'

const HOUR = 3_600_000

beforeAll(() => openTeamWorld())
afterAll(() => closeTeamWorld())

const at = (later: number) => new Date(Date.parse('2026-11-28T08:00:00Z') + later)
let made = 0

async function begun() {
  return inRecord(async (transaction) => {
    const person = await addAccount(transaction, { name: 'Mia', login: `mia-${++made}` }, at(0))
    if (!person) throw new Error('The login is taken.')
    const about = {
      personId: person.id,
      enteredBy: 'password',
      address: '198.51.100.7',
      agent: 'x',
      now: at(0),
    }
    return { personId: person.id, ...(await beginSession(transaction, about)) }
  })
}

describe('a session', () => {
  test('ends after eight hours without use', async () => {
    const { token } = await begun()
    expect(await sessionOf(token, at(7 * HOUR))).toBeDefined()
    expect(await sessionOf(token, at(14 * HOUR))).toBeDefined()
    expect(await sessionOf(token, at(22 * HOUR + 1))).toBeUndefined()
  })

  test('ends after seven days, however much it is used', async () => {
    const { token } = await begun()
    for (let hours = 7; hours < 7 * 24; hours += 7)
      expect(await sessionOf(token, at(hours * HOUR))).toBeDefined()
    expect(await sessionOf(token, at(7 * 24 * HOUR))).toBeUndefined()
  })

  test('is written at most once a minute', async () => {
    const { id, token } = await begun()
    const usedAt = async () => {
      const read = fromOutside((db) =>
        db.selectFrom('sessions').select('used_at').where('id', '=', id).executeTakeFirst(),
      )
      return (await read)?.used_at
    }
    await sessionOf(token, at(59_000))
    expect(await usedAt()).toBe(at(0).toISOString())
    await sessionOf(token, at(61_000))
    expect(await usedAt()).toBe(at(61_000).toISOString())
  })

  test('goes on under another secret after a change of rights; the old one is dead a moment later', async () => {
    const { personId, token } = await begun()
    await markStale([personId])
    const live = await sessionOf(token, at(1_000))
    expect(live?.session.is_stale).toBe(1)
    if (!live) return
    // Of two requests at once one changes it.
    const changed = await Promise.all([
      changeSecret(live.session, at(1_000)),
      changeSecret(live.session, at(1_000)),
    ])
    const [next = ''] = changed.filter((each) => each !== undefined)
    expect(changed.filter((each) => each !== undefined)).toHaveLength(1)
    expect(await sessionOf(token, at(2_000))).toMatchObject({ isPrevious: true })
    expect(await sessionOf(token, at(17_000))).toBeUndefined()
    expect(await sessionOf(next, at(17_000))).toMatchObject({ isPrevious: false, session: { is_stale: 0 } })
  })

  test('is dead at once when it is ended', async () => {
    const { personId, token } = await begun()
    expect(await endSessions({ personId })).toBe(1)
    expect(await sessionOf(token, at(0))).toBeUndefined()
  })

  test('nothing is ended where nothing is named', async () => {
    const { token } = await begun()
    expect(await endSessions({})).toBe(0)
    expect(await sessionOf(token, at(0))).toBeDefined()
  })
})
