import { adminRoute } from './admin/admin-route'
import { cloudwatchRoute } from './cloudwatch/cloudwatch-route'
import { lambdaRoute } from './control-plane/lambda-route'
import { dataPlaneRoute } from './data-plane/data-plane-route'
import type { SandboxRoute } from './route'
import { stsRoute } from './sts'

/** Everything the sandbox answers to, asked in this order: a function URL may have any path, so its host decides first. */
export const sandboxRoutes: readonly SandboxRoute[] = [
  dataPlaneRoute,
  adminRoute,
  cloudwatchRoute,
  stsRoute,
  lambdaRoute,
]
