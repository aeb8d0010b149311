import { adminRoute } from './admin/admin-route'
import { cloudwatchRoute } from './cloudwatch/cloudwatch-route'
import { lambdaRoute } from './control-plane/lambda-route'
import { dataPlaneRoute } from './data-plane/data-plane-route'
import { organizationsRoute } from './organization/organizations-route'
import type { SandboxRoute } from './route'
import { stsRoute } from './sts'
import { taggingRoute } from './tagging/tagging-route'
import { cloudtrailRoute } from './trail/cloudtrail-route'

/** Everything the sandbox answers to, asked in this order: a function URL may have any path, so its host decides first. */
export const sandboxRoutes: readonly SandboxRoute[] = [
  dataPlaneRoute,
  adminRoute,
  cloudwatchRoute,
  cloudtrailRoute,
  taggingRoute,
  organizationsRoute,
  stsRoute,
  lambdaRoute,
]
