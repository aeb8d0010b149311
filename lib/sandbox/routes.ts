import { lambdaRoute } from './control-plane/lambda-route'
import type { SandboxRoute } from './route'

/** Everything the sandbox answers to, asked in this order. */
export const sandboxRoutes: readonly SandboxRoute[] = [lambdaRoute]
