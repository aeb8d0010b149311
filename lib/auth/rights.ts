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
  /** Whether who may not do it can ask somebody who may. */
  canBeAskedFor: boolean
}

const reading = (needs: Needs) => ({ access: 'read', needs, canBeAskedFor: false }) as const
const writing = (needs: Needs) => ({ access: 'write', needs, canBeAskedFor: true }) as const
const sending = { access: 'send', needs: 'function-url', canBeAskedFor: false } as const
/** Anything but GET, HEAD and OPTIONS may change what lies behind a URL: whoever may not write does not send it. */
const sendingWithEffect = { access: 'write', needs: 'function-url', canBeAskedFor: false } as const

/**
 * Everything that can be asked of the console, in one table. Roles, scopes and read-only mode are judged by its keys
 * and columns and by nothing else. A change is judged twice: that somebody plans or applies one at all, and each AWS
 * call of its plan by the row of that call.
 */
export const OPERATIONS = {
  'self:read': reading('nothing'),
  'connection:read': reading('nothing'),
  'account:read': reading('account'),
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
  'view:keep': { access: 'keep', needs: 'nothing', canBeAskedFor: false },
  'finding:mute': { access: 'admin', needs: 'function-url', canBeAskedFor: true },
  'settings:read': reading('nothing'),
  'settings:change': { access: 'admin', needs: 'nothing', canBeAskedFor: false },
  'record:read': reading('nothing'),
  'record:acknowledge': { access: 'admin', needs: 'nothing', canBeAskedFor: false },
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
  'function-url:delete': writing('function-url'),
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
