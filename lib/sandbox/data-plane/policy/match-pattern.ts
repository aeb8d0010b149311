/**
 * IAM's two wildcards over the whole text: `*` for any run of characters, `?` for exactly one.
 * Source: IAM user guide, "IAM JSON policy elements: Resource" and "… Condition operators".
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let resume = 0
  // Greedy matching with one step back to the last star: linear in practice, and no regular expression to be tricked.
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      resume = t
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++resume
    } else {
      return false
    }
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

const ARN_PARTS = 6

function arnParts(arn: string): string[] {
  const parts = arn.split(':')
  return [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')]
}

/**
 * ARN comparison: each of the six colon-separated parts is matched on its own, so that a `*` stays inside its part.
 * Source: IAM user guide, "Amazon Resource Name (ARN) condition operators".
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const wanted = arnParts(pattern)
  const given = arnParts(arn)
  return wanted.length === given.length && wanted.every((part, i) => matchesPattern(part, given[i] ?? ''))
}
