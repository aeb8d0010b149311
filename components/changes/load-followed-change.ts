/**
 * Loads what shows a change under way. Reviews ask for it beforehand, so that it is there when the change begins,
 * however busy or far the console is then.
 */
export async function loadFollowedChange() {
  const { FollowedChangeDialog } = await import('@/components/changes/followed-change-dialog')
  return { default: FollowedChangeDialog }
}
