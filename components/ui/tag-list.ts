/** Takes a pasted list apart at commas, semicolons, line breaks and spaces. */
export function splitList(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '')
}

export interface AddedTags {
  value: string[]
  added: string[]
  /** Folded, because they were there already. */
  duplicates: string[]
  /** Did not fit any more. */
  rest: string[]
}

/** Adds entries behind those that are there, each once, up to a number. */
export function addTags(
  value: string[],
  entries: string[],
  {
    normalise,
    maxItems = Number.POSITIVE_INFINITY,
  }: { normalise: (text: string) => string; maxItems?: number },
): AddedTags {
  const result: AddedTags = { value: [...value], added: [], duplicates: [], rest: [] }
  for (const entry of entries.map(normalise)) {
    if (entry === '') continue
    if (result.value.includes(entry)) result.duplicates.push(entry)
    else if (result.value.length >= maxItems) result.rest.push(entry)
    else {
      result.value.push(entry)
      result.added.push(entry)
    }
  }
  return result
}
