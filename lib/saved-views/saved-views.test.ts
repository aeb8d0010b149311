import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { changeView, deleteView, saveView } from '@/lib/saved-views/keep'
import { listViews } from '@/lib/saved-views/read'
import { MAX_NAME, nameProblem } from '@/lib/saved-views/view-name'

const view = {
  q: 'is:public account:"two words"',
  sort: 'modified' as const,
  order: 'desc' as const,
  columns: ['function' as const, 'verdict' as const],
  density: 'compact' as const,
}
const MORNING = { now: () => new Date('2026-11-28T08:00:00.000Z') }
const NOON = { now: () => new Date('2026-11-28T12:00:00.000Z') }
const ada = { kind: 'local-operator', id: 'ada', name: 'Ada' } as const
const bob = { kind: 'local-operator', id: 'bob', name: 'Bob' } as const
const names = async () => (await ask(listViews, {})).views.map(({ name }) => name)

beforeEach(async () => {
  await closeScratchDatabase()
  await openScratchDatabase()
})
afterAll(async () => {
  delete process.env.CONSOLE_READ_ONLY
  await closeScratchDatabase()
})

describe('a saved view', () => {
  test('keeps query, order, columns and density, with who made it and when', async () => {
    await ask(saveView, { name: '  Open   ones ', view }, { ...MORNING, actor: ada })
    expect((await ask(listViews, {})).views).toMatchObject([
      {
        ...{ name: 'Open ones', view },
        ...{ createdAt: '2026-11-28T08:00:00.000Z', createdBy: 'Ada' },
        ...{ changedAt: '2026-11-28T08:00:00.000Z', changedBy: 'Ada' },
      },
    ])
  })

  test('gets another name or other contents, and says who did it', async () => {
    const { id } = await ask(saveView, { name: 'Open', view }, { ...MORNING, actor: ada })
    await ask(changeView, { id, name: 'Public' }, { ...NOON, actor: bob })
    await ask(changeView, { id, view: { ...view, q: 'is:iam' } }, { ...NOON, actor: bob })
    expect((await ask(listViews, {})).views).toMatchObject([
      {
        ...{ id, name: 'Public', view: { ...view, q: 'is:iam' } },
        ...{ createdBy: 'Ada', changedBy: 'Bob', changedAt: '2026-11-28T12:00:00.000Z' },
      },
    ])
  })

  test('is listed by name, whatever its case, and deleted once', async () => {
    for (const name of ['beta', 'Alpha', 'gamma']) await ask(saveView, { name, view })
    expect(await names()).toEqual(['Alpha', 'beta', 'gamma'])
    const id = (await ask(listViews, {})).views[1]?.id ?? ''
    await ask(deleteView, { id })
    expect(await names()).toEqual(['Alpha', 'gamma'])
    const gone = { failure: { code: 'changed-elsewhere' } }
    await expect(ask(deleteView, { id })).rejects.toMatchObject(gone)
    await expect(ask(changeView, { id, name: 'delta' })).rejects.toMatchObject(gone)
  })

  test('has a name that no other has, as a person tells names apart', async () => {
    const { id } = await ask(saveView, { name: 'Open ones', view })
    const { id: other } = await ask(saveView, { name: 'Others', view })
    const taken = { failure: { code: 'already-exists', issues: [{ path: 'name' }] } }
    for (const name of ['Open ones', 'OPEN ONES', ' open  ones', 'Ｏpen ones'])
      await expect(ask(saveView, { name, view })).rejects.toMatchObject(taken)
    await expect(ask(changeView, { id: other, name: 'open ones' })).rejects.toMatchObject(taken)
    await ask(changeView, { id, name: 'OPEN ones' })
    expect(await names()).toEqual(['OPEN ones', 'Others'])
  })

  test('is kept in read-only mode too: that is about AWS', async () => {
    process.env.CONSOLE_READ_ONLY = 'true'
    const { id } = await ask(saveView, { name: 'Open', view })
    await ask(changeView, { id, name: 'Public' })
    await ask(deleteView, { id })
    expect(await names()).toEqual([])
    delete process.env.CONSOLE_READ_ONLY
  })

  test('is one of 200 at most', async () => {
    await ask(saveView, { name: 'First', view })
    const { db } = await database()
    const row = await db.selectFrom('saved_views').selectAll().executeTakeFirstOrThrow()
    const names = Array.from({ length: 199 }, (_, index) => `view ${index}`)
    await db
      .insertInto('saved_views')
      .values(names.map((name) => ({ ...row, id: name, name, name_key: name })))
      .execute()
    await expect(ask(saveView, { name: 'One more', view })).rejects.toMatchObject({
      failure: { message: 'There are 200 views, as many as are kept. Delete one first.' },
    })
  })

  test.each([
    { name: '', view },
    { name: 'x', view: { ...view, columns: [] } },
    { name: 'x', view: { ...view, sort: 'secret' } },
    { name: 'x', view: { ...view, columns: ['secret'] } },
    { name: 'a\u202eb', view },
  ])('%j is invalid input', async (input) => {
    await expect(ask(saveView, input as never)).rejects.toMatchObject({ failure: { code: 'invalid-input' } })
    expect(await names()).toEqual([])
  })
})

describe('a name', () => {
  test.each<[string, RegExp]>([
    ['', /Give the view a name/],
    ['   ', /Give the view a name/],
    ['x'.repeat(MAX_NAME + 1), /at most 60 characters; this one has 61/],
    ['zero\u200bwidth', /cannot be seen/],
    ['mine', /Another view has this name/],
  ])('%j is judged where it is typed', (name, sentence) =>
    expect(nameProblem(name, ['Mine'])).toMatch(sentence),
  )
  test.each(['Öffentlich', 'is:public & open', '<b>', "O'Brien", 'x'.repeat(MAX_NAME)])('%j is one', (name) =>
    expect(nameProblem(name, ['Mine'])).toBeUndefined(),
  )
})
