import type { Role } from '@/lib/auth/roles'
import type { Scope } from '@/lib/auth/scope'

/** A role and where it holds. */
export interface Grant {
  role: Role
  scope: Scope
}

/** What is decided for everybody, and bears on what a role may. */
export interface RightsRules {
  /** Whether editors may open a function URL to the internet; else approvers may. */
  mayEditorsMakePublic: boolean
  /** Whether editors may delete function URLs; else approvers may. */
  mayEditorsDelete: boolean
  /** Whether who may see anything may see everything, and not just what lies in its scope. */
  isEverythingSeen: boolean
}

/** Which functions have a tag, by `tagKey`; names of functions are those of `identityKey`. */
export type TaggedFunctions = ReadonlyMap<string, ReadonlySet<string>>

/** All that is known of what an actor may. */
export interface Rights {
  grants: readonly Grant[]
  rules: RightsRules
  /** For the tags that the scopes name, and no others; from the index, never from who asks. */
  tagged: TaggedFunctions
  /** When the person last proved who they are, in milliseconds since the epoch; absent: never, or they need not. */
  provenAt?: number
}

export const DEFAULT_RULES: RightsRules = {
  mayEditorsMakePublic: false,
  mayEditorsDelete: false,
  isEverythingSeen: false,
}

/** Of the operator of this computer: everything. */
export const ALL_RIGHTS: Rights = {
  grants: [{ role: 'admin', scope: 'everything' }],
  rules: DEFAULT_RULES,
  tagged: new Map(),
}

/** Of who is not known, or was given nothing. */
export const NO_RIGHTS: Rights = { grants: [], rules: DEFAULT_RULES, tagged: new Map() }
