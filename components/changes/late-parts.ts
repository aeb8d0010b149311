import { lateComponent } from '@/components/ui/late-component'

/** What a review shows of its plan: loaded with the first plan, so that none can be applied before it is seen. */
export const changePlan = lateComponent(
  async () => (await import('@/components/changes/change-plan')).ChangePlan,
)

/** What asks somebody else for what its reader may not do. */
export const sendRequest = lateComponent(
  async () => (await import('@/components/changes/send-request')).SendRequest,
)

/** What shows a change under way: reviews load it beforehand, so that it is there when the change begins. */
export const followedChangeDialog = lateComponent(
  async () => (await import('@/components/changes/followed-change-dialog')).FollowedChangeDialog,
)
