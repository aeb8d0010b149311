/**
 * The candidate that a mistyped text most likely meant: the fewest letters to change (Levenshtein distance),
 * and at most half of them; `undefined` when none is that near.
 */
export function nearestOf(text: string, candidates: readonly string[]): string | undefined {
  let nearest: string | undefined
  let least = Math.floor(Math.max(text.length, 2) / 2) + 1
  for (const candidate of candidates) {
    const distance = distanceOf(text.toLowerCase(), candidate.toLowerCase())
    if (distance < least) {
      least = distance
      nearest = candidate
    }
  }
  return nearest
}

function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const exchange = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(exchange, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
