/** `depends`: on what a request carries, or on what AWS does not document. Never used for "probably". */
export type Trilean = 'yes' | 'no' | 'depends'

/** All of them must hold. */
export function every(answers: readonly Trilean[]): Trilean {
  if (answers.includes('no')) return 'no'
  return answers.includes('depends') ? 'depends' : 'yes'
}

/** One of them is enough. */
export function some(answers: readonly Trilean[]): Trilean {
  if (answers.includes('yes')) return 'yes'
  return answers.includes('depends') ? 'depends' : 'no'
}

export function not(answer: Trilean): Trilean {
  if (answer === 'depends') return 'depends'
  return answer === 'yes' ? 'no' : 'yes'
}

export const trilean = (answer: boolean): Trilean => (answer ? 'yes' : 'no')
