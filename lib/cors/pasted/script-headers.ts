import {
  isName,
  isNothing,
  literalOf,
  meaningOf,
  membersOf,
  partsBehind,
  partsFrom,
} from '@/lib/cors/pasted/script-text'

/** Headers as code gives them; not whole where others may stand beside them. */
export interface ScriptHeaders {
  pairs: [name: string, value: string][]
  isWhole: boolean
}

/** Reads headers that are given as an object, as a list of pairs or as `new Headers(…)`, and what is added later. */
export function scriptHeaders(text: string, source: string | undefined): ScriptHeaders {
  if (source === undefined) return { pairs: [], isWhole: true }
  const given = givenIn(text, meaningOf(text, source))
  // What is added to a name that is not declared here says nothing of what was there before.
  return isName(source)
    ? joined([given, headersByCalls(text, `(?<![\\w$.])${source.replace(/\$/g, '\\$')}`, 'append|set')])
    : given
}

/** A text of nothing but such calls, none of them closed, would else be read once for each. */
const MAX_CALLS = 100
const MAX_CALL_LENGTH = 2000

/** Reads the headers that calls of these methods add, on what `object` matches. */
export function headersByCalls(text: string, object: string, methods: string): ScriptHeaders {
  const calls = [...text.matchAll(new RegExp(`${object}\\s*\\.\\s*(?:${methods})\\s*\\(`, 'g'))]
  const read = calls.slice(0, MAX_CALLS).map((call) => {
    const start = call.index + call[0].length
    return pairOf(partsFrom(text.slice(start, start + MAX_CALL_LENGTH), 0).parts)
  })
  return joined([{ pairs: [], isWhole: calls.length <= MAX_CALLS }, ...read])
}

export function joined(all: readonly ScriptHeaders[]): ScriptHeaders {
  return { pairs: all.flatMap(({ pairs }) => pairs), isWhole: all.every(({ isWhole }) => isWhole) }
}

function givenIn(text: string, source: string): ScriptHeaders {
  if (isNothing(source)) return { pairs: [], isWhole: true }
  const ofClass = partsBehind(source, /^new\s+(?:Axios)?Headers\s*\(/)
  if (ofClass) return ofClass[0] === undefined ? joined([]) : listedIn(text, meaningOf(text, ofClass[0]))
  return listedIn(text, source)
}

function listedIn(text: string, source: string): ScriptHeaders {
  const listed = partsBehind(source, /^\[/)
  if (listed) return joined(listed.map((entry) => pairOf(partsBehind(entry, /^\[/) ?? [])))
  const { members, isWhole } = membersOf(text, source)
  const pairs = members.map(({ name, value }) => (name === null ? [] : [JSON.stringify(name), value]))
  return joined([{ pairs: [], isWhole }, ...pairs.map(pairOf)])
}

/** A header whose name is written out counts; its value may be left open. */
function pairOf([name = '', value = '']: readonly string[]): ScriptHeaders {
  const literal = literalOf(name)
  if (literal === undefined) return { pairs: [], isWhole: false }
  return { pairs: [[literal, literalOf(value) ?? '']], isWhole: true }
}
