import { adminRoute } from '@/lib/sandbox/admin/admin-route'
import { cloudwatchRoute } from '@/lib/sandbox/cloudwatch/cloudwatch-route'
import { lambdaRoute } from '@/lib/sandbox/control-plane/lambda-route'
import { dataPlaneRoute } from '@/lib/sandbox/data-plane/data-plane-route'
import { organizationsRoute } from '@/lib/sandbox/organization/organizations-route'
import type { SandboxRoute } from '@/lib/sandbox/route'
import { stsRoute } from '@/lib/sandbox/sts'
import { taggingRoute } from '@/lib/sandbox/tagging/tagging-route'
import { cloudtrailRoute } from '@/lib/sandbox/trail/cloudtrail-route'

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
