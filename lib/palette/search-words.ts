import { placesIn } from '@/lib/diagnosis/places'

/**
 * The words to look for in what was typed or pasted: of an address its id, of an ARN or `name:alias` the name and the
 * alias, of anything else each word. In lower case.
 */
export function searchWords(text: string): string[] {
  const [place] = placesIn(text)
  return partsOf(place, text).map((word) => word.toLowerCase())
}

function partsOf(place: ReturnType<typeof placesIn>[number] | undefined, text: string): string[] {
  if (place?.kind === 'address') return [place.id]
  if (place?.kind === 'arn' || place?.kind === 'name')
    return [place.functionName, ...(place.qualifier ? [place.qualifier] : [])]
  return text.split(/\s+/u).filter(Boolean)
}
