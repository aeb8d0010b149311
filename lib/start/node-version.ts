import { ProgramError } from './program-error'

/** The least Node of `engines` in package.json. */
export const LEAST_NODE = '20.19.0'

/** Ends with a sentence when this Node is too old for the console. */
export function requireNode(version = process.versions.node): void {
  if (isOlder(version, LEAST_NODE))
    throw new ProgramError(
      `Node ${version} is too old: use Node 22 or newer (https://nodejs.org). The least that works is ${LEAST_NODE}.`,
    )
}

function isOlder(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)))
  const difference = a?.map((part, index) => part - (b?.[index] ?? 0)).find((each) => each !== 0)
  return (difference ?? 0) < 0
}
