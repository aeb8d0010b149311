import type { RightsRules } from '@/lib/auth/grants'
import type { Role } from '@/lib/auth/roles'

/**
 * What an operation does: read; write to AWS; send a request to a function URL, whose code then runs; keep something
 * that people share and that changes neither AWS nor who may do what (a saved view: allowed in read-only mode too,
 * which is about AWS); or change the console itself (people, marks, settings).
 */
type Access = 'read' | 'write' | 'send' | 'keep' | 'admin'

/** How much of an identity it takes to judge an operation; a permit for it is bound to exactly that. */
export type Needs = 'nothing' | 'account' | 'target' | 'function' | 'function-url'

interface OperationRow {
  access: Access
  needs: Needs
  /** The role that it takes; `RightsRules` lets editors have some that are an approver's. */
  least: Role
  /** Whether who may not do it can ask somebody who may. */
  canBeAskedFor: boolean
  /** Whether the person has to have proven who they are within the last minutes. */
  takesProof?: boolean
}

const reading = (needs: Needs) => ({ access: 'read', needs, least: 'viewer', canBeAskedFor: false }) as const
const writing = (needs: Needs) => ({ access: 'write', needs, least: 'editor', canBeAskedFor: true }) as const
const governing = { access: 'admin', needs: 'nothing', least: 'admin', canBeAskedFor: false } as const
const sending = { access: 'send', needs: 'function-url', least: 'editor', canBeAskedFor: false } as const
/** Anything but GET, HEAD and OPTIONS may change what lies behind a URL: whoever may not write does not send it. */
const sendingWithEffect = { ...sending, access: 'write' } as const

/**
 * Everything that can be asked of the console, in one table. Roles, scopes and read-only mode are judged by its keys
 * and columns and by nothing else. A change is judged twice: that somebody plans or applies one at all, and each AWS
 * call of its plan by the row of that call.
 */
export const OPERATIONS = {
  'self:read': reading('nothing'),
  /** Signing in, and what leads there: for people whom the console does not know yet. */
  'sign-in:enter': { access: 'keep', needs: 'nothing', least: 'viewer', canBeAskedFor: false },
  /** One's own sessions, and proving who one is. */
  'self:manage': { access: 'keep', needs: 'nothing', least: 'viewer', canBeAskedFor: false },
  'people:invite': { ...governing, takesProof: true },
  'connection:read': reading('nothing'),
  'account:read': reading('account'),
  'account:list': reading('nothing'),
  'function:list': reading('target'),
  'function:read': reading('function'),
  'function-url:list': reading('function'),
  'function-url:list-many': reading('nothing'),
  'function-url:read': reading('function-url'),
  'policy:read': reading('function-url'),
  'traffic:read': reading('function-url'),
  'traffic:list': reading('target'),
  'tags:list': reading('target'),
  'trail:read': reading('target'),
  'outside:read': reading('nothing'),
  'inventory:read': reading('nothing'),
  'sweep:steer': reading('target'),
  'view:list': reading('nothing'),
  'view:keep': { access: 'keep', needs: 'nothing', least: 'editor', canBeAskedFor: false },
  'finding:mute': { access: 'admin', needs: 'function-url', least: 'approver', canBeAskedFor: true },
  /** One's own tokens; everybody's are for whoever governs. */
  'token:read': reading('nothing'),
  /** In read-only mode too, which is about AWS. */
  'token:manage': { access: 'keep', needs: 'nothing', least: 'viewer', canBeAskedFor: false },
  /** It outlives the session that made it, so whoever found that open makes none. */
  'token:make': { access: 'keep', needs: 'nothing', least: 'viewer', canBeAskedFor: false, takesProof: true },
  'token:govern': governing,
  'settings:read': reading('nothing'),
  'settings:change': governing,
  'account:manage': governing,
  'account:forget': { ...governing, needs: 'target' },
  /** Asking for a change, taking the request back, and deciding on it; what is approved is judged by its calls too. */
  'request:read': reading('nothing'),
  'request:send': { access: 'keep', needs: 'function-url', least: 'viewer', canBeAskedFor: false },
  'request:withdraw': { access: 'keep', needs: 'function-url', least: 'viewer', canBeAskedFor: false },
  'request:decide': { access: 'keep', needs: 'function-url', least: 'approver', canBeAskedFor: false },
  /** That deleting a function URL and making it public takes a second person. */
  'protection:read': reading('nothing'),
  'protection:set': { access: 'keep', needs: 'function-url', least: 'approver', canBeAskedFor: false },
  'protection:remove': {
    ...{ access: 'keep', needs: 'function-url', least: 'admin', canBeAskedFor: false },
    takesProof: true,
  },
  'record:read': reading('nothing'),
  /** What the record tells of people and rules, and of nothing in AWS; everybody sees what is about themselves. */
  'record:read-people': { access: 'read', needs: 'nothing', least: 'admin', canBeAskedFor: false },
  'record:acknowledge': { ...governing, takesProof: true },
  'change:list': reading('nothing'),
  'change:read': reading('nothing'),
  'bulk:read': reading('nothing'),
  /** Planning many, and stopping; each item is judged beside it, and when it is accepted each of its calls. */
  'bulk:plan': { ...writing('nothing'), canBeAskedFor: false },
  'bulk:apply': writing('nothing'),
  'change:plan': { ...writing('function-url'), canBeAskedFor: false },
  'change:apply': writing('function-url'),
  'function-url:create': writing('function-url'),
  'function-url:update': writing('function-url'),
  'function-url:delete': { ...writing('function-url'), least: 'approver', takesProof: true },
  /** Beside the rights of its calls: that a change lets the internet in where it was not. */
  'function-url:make-public': { ...writing('function-url'), least: 'approver', takesProof: true },
  'permission:add': writing('function-url'),
  'permission:remove': writing('function-url'),
  'policy:put': writing('function-url'),
  'policy:delete': writing('function-url'),
  'concurrency:put': writing('function'),
  'concurrency:delete': writing('function'),
  'send:unsigned': sending,
  'send:signed': sending,
  'send:browser': sending,
  'send-with-effect:unsigned': sendingWithEffect,
  'send-with-effect:signed': sendingWithEffect,
  'send-with-effect:browser': sendingWithEffect,
} as const satisfies Record<string, OperationRow>

export type Operation = keyof typeof OPERATIONS

export const accessOf = (operation: Operation): Access => OPERATIONS[operation].access
export const needsOf = (operation: Operation): Needs => OPERATIONS[operation].needs

const ROWS: Record<Operation, OperationRow> = OPERATIONS

export const takesProof = (operation: Operation): boolean => ROWS[operation].takesProof === true

/** The role that an operation takes under these rules. */
export function leastFor(operation: Operation, rules: RightsRules): Role {
  if (operation === 'function-url:delete' && rules.mayEditorsDelete) return 'editor'
  if (operation === 'function-url:make-public' && rules.mayEditorsMakePublic) return 'editor'
  return ROWS[operation].least
}
