/** The unqualified function's own URL, in our identities; on the wire it is left out, never sent. */
export const LATEST = '$LATEST'

/** Our qualifier as the API wants it: left out for the function itself, since AWS refuses `$LATEST` there. */
export function wireQualifier(qualifier: string): string | undefined {
  return qualifier === LATEST ? undefined : qualifier
}
