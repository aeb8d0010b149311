/** The id at the beginning of a function URL's host: `https://<id>.lambda-url.<region>.on.aws/`. */
export function idOfAddress(functionUrl: string): string {
  return /^https?:\/\/([^./]+)\./i.exec(functionUrl)?.[1]?.toLowerCase() ?? ''
}
