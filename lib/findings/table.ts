import type { FindingRule } from '@/lib/findings/rule'
import { aliasBehind } from '@/lib/findings/rules/alias-behind'
import { aliasDeleted } from '@/lib/findings/rules/alias-deleted'
import { anyOrigin } from '@/lib/findings/rules/any-origin'
import { anyOriginWithCredentials } from '@/lib/findings/rules/any-origin-with-credentials'
import { closedAccount } from '@/lib/findings/rules/closed-account'
import { closedToEveryone } from '@/lib/findings/rules/closed-to-everyone'
import { deletedPrincipal } from '@/lib/findings/rules/deleted-principal'
import { denied } from '@/lib/findings/rules/denied'
import { directInvoke } from '@/lib/findings/rules/direct-invoke'
import { grantOnAlias } from '@/lib/findings/rules/grant-on-alias'
import { grantOnFunction } from '@/lib/findings/rules/grant-on-function'
import { halfGrant } from '@/lib/findings/rules/half-grant'
import { headerListInOneEntry } from '@/lib/findings/rules/header-list-in-one-entry'
import { httpOrigin } from '@/lib/findings/rules/http-origin'
import { leftoverUnderIam } from '@/lib/findings/rules/leftover-under-iam'
import { leftoverWithoutUrl } from '@/lib/findings/rules/leftover-without-url'
import { localOrigin } from '@/lib/findings/rules/local-origin'
import { managedAndChanged } from '@/lib/findings/rules/managed-and-changed'
import { noRequests } from '@/lib/findings/rules/no-requests'
import { originNeverMatches } from '@/lib/findings/rules/origin-never-matches'
import { policyNearlyFull } from '@/lib/findings/rules/policy-nearly-full'
import { preflightCachedTooLong } from '@/lib/findings/rules/preflight-cached-too-long'
import { preflightNeverCached } from '@/lib/findings/rules/preflight-never-cached'
import { publicUrl } from '@/lib/findings/rules/public'
import { runtimeUnsupported } from '@/lib/findings/rules/runtime-unsupported'
import { secondPermissionMissing } from '@/lib/findings/rules/second-permission-missing'
import { statementForOtherAuthType } from '@/lib/findings/rules/statement-for-other-auth-type'
import { throttled } from '@/lib/findings/rules/throttled'
import { wildcardIsAName } from '@/lib/findings/rules/wildcard-is-a-name'
import { severityRank } from '@/lib/findings/severity'

/** Every rule, the most severe first. */
export const FINDING_RULES: readonly FindingRule[] = [
  directInvoke,
  anyOriginWithCredentials,
  runtimeUnsupported,
  secondPermissionMissing,
  halfGrant,
  grantOnFunction,
  grantOnAlias,
  aliasDeleted,
  publicUrl,
  leftoverWithoutUrl,
  leftoverUnderIam,
  noRequests,
  closedToEveryone,
  denied,
  throttled,
  closedAccount,
  httpOrigin,
  originNeverMatches,
  headerListInOneEntry,
  wildcardIsAName,
  anyOrigin,
  localOrigin,
  preflightNeverCached,
  preflightCachedTooLong,
  aliasBehind,
  statementForOtherAuthType,
  deletedPrincipal,
  policyNearlyFull,
  managedAndChanged,
].sort((a, b) => severityRank(a.severity) - severityRank(b.severity))

/** The rule of an id; undefined for what is none, or is none any more. */
export const ruleOf = (id: string): FindingRule | undefined => FINDING_RULES.find((rule) => rule.id === id)
