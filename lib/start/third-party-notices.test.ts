import { expect, test } from 'vitest'
import { PROJECT_ROOT } from './project-root'
import { thirdPartyNotices } from './third-party-notices'

const notices = thirdPartyNotices(PROJECT_ROOT)

test.each([
  [/^react 19\.\S+ \(MIT\)$/m, 'Permission is hereby granted, free of charge'],
  [/^@aws-sdk\/client-lambda 3\.\S+ \(Apache-2\.0\)$/m, 'Apache License'],
  [/^@fontsource-variable\/inter \S+ \(OFL-1\.1\)$/m, 'SIL OPEN FONT LICENSE'],
  [/^next, within it: busboy$/m, 'Permission is hereby granted, free of charge'],
])('have %s with its text', (title, text) => {
  const part = notices.split(/^-{80}$/m).find((each) => title.test(each))
  expect(part).toContain(text)
})

test('have nothing that is only for development, nor the image optimiser', () => {
  expect(notices).not.toMatch(/^(vitest|@playwright\/test|@biomejs\/biome|sharp|@img\/\S+) \d/m)
})
