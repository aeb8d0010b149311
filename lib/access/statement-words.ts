import type { Spoken } from '@/lib/access/decide-action'
import { conditionPhrase } from '@/lib/permissions/condition-phrase'
import type { Statement } from '@/lib/permissions/schema'
import { shownValue } from '@/lib/permissions/shown-value'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

/** "the statement public-url", "the Deny without an id". */
function statementName({ Sid, Effect }: Statement): string {
  const word = Effect === 'Deny' ? 'Deny' : 'statement'
  return Sid === undefined ? `a ${word} without an id` : `the ${word} ${visibleText(shownValue(Sid))}`
}

/** Those that speak for sure, each once: "the statement a and the Deny b". */
export function statementNames(spoken: readonly Pick<Spoken, 'statement' | 'answer'>[]): string {
  const sure = spoken.filter(({ answer }) => answer === 'yes')
  const statements = new Set((sure.length > 0 ? sure : spoken).map(({ statement }) => statement))
  return namesOf([...statements])
}

export const namesOf = (statements: readonly Statement[]) => listed(statements.map(statementName))

/** When the open ones of these statements hold, each a sentence: on the request, or on what is not documented. */
export function dependenceSentences(spoken: readonly Spoken[]): string[] {
  const sentences = spoken
    .filter(({ answer }) => answer === 'depends')
    .flatMap(({ statement, dependsOn, unsure }) => {
      if (dependsOn.length === 0) return unsure
      const phrases = dependsOn.map((test) => conditionPhrase(test, true))
      const plain = phrases.filter(({ kind }) => kind === 'plain').map(({ text }) => text)
      const when = phrases.filter(({ kind }) => kind === 'when').map(({ text }) => text)
      const words = [...plain, when.length > 0 ? `when ${listed(when)}` : ''].filter(Boolean).join(' ')
      return [sentence(`${statementName(statement)} holds only ${words}`), ...unsure]
    })
  return [...new Set(sentences.map(visibleText))]
}

/** A whole sentence of a phrase: its first letter large, a full stop at its end. */
export const sentence = (text: string) => visibleText(`${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`)
