import { DECIDED_INPUTS } from '@/e2e/inputs/decided-inputs'
import { PASTED_INPUTS } from '@/e2e/inputs/pasted-inputs'
import { TRIED_INPUTS } from '@/e2e/inputs/tried-inputs'

// Prints every input of the tables and what is said of it, as Markdown: `npm run inputs`.
const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ⏎ ')
const print = (line: string) => process.stdout.write(`${line}\n`)

print('| | input | what is said |\n| --- | --- | --- |')
for (const { section, input, said } of [...DECIDED_INPUTS, ...PASTED_INPUTS])
  print(`| ${section} | ${cell(input)} | ${cell(said().join(' '))} |`)
print('\n| | input | tried by |\n| --- | --- | --- |')
for (const { section, input, file, title } of TRIED_INPUTS)
  print(`| ${section} | ${cell(input)} | ${file}: ${cell(title)} |`)
