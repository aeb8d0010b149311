/** The wanted name, or the same with a number where it is taken; from then on the answer is taken too. */
export function uniqueName(wanted: string, taken: Set<string>, separator = ''): string {
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}${separator}${number}`
  taken.add(name)
  return name
}
