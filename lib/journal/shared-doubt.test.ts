import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/db/database'
import { execOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { tellTales } from '@/lib/journal/fixtures/stories'
import { shareDoubt, sharedDoubt } from '@/lib/journal/shared-doubt'
import { checkJournal, checkSinceLast, isFoundWhole, journalHealth } from '@/lib/journal/watch'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const replace = (from: string, to: string) =>
  execOutside(`update journal_events set text = replace(text, '${from}', '${to}') where position = 1`)

test('what one process finds wrong, the others look for before they begin anything', async () => {
  await tellTales(3)
  await checkSinceLast()
  await replace('Once', 'Twice')
  // Behind what was checked: nothing tells this process, until another one has walked the chain.
  await tellTales(1)
  await shareDoubt(await database(), 'as another process found it')
  expect(await isFoundWhole()).toBe(false)
  await expect(tellTales(1)).rejects.toMatchObject({ failure: { code: 'record-tampered' } })
  expect(journalHealth()).toEqual({ state: 'tampered', position: 1 })
})

test('a page that shows the record looks too', async () => {
  await tellTales(2)
  await checkSinceLast()
  await replace('Once', 'Twice')
  await shareDoubt(await database(), 'as another process found it')
  expect(await checkSinceLast()).toMatchObject({ position: 1, places: 1 })
})

test('what is found here is told to the others, and once it is in order nothing waits', async () => {
  await tellTales(2)
  await replace('Once', 'Twice')
  const breach = await checkJournal()
  expect(await sharedDoubt((await database()).db)).toBe(breach?.digest)
  await replace('Twice', 'Once')
  await checkSinceLast()
  expect(await isFoundWhole()).toBe(true)
  await tellTales(1)
})
