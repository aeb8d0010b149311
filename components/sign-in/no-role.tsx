import { EmptyState } from '@/components/ui/empty-state'

/** For somebody who has signed in and may see nothing yet: whom to ask. */
export function NoRole({ name, administrators }: { name: string; administrators: string[] }) {
  const whom = administrators.length > 0 ? administrators.join(', ') : 'an administrator of this console'
  return (
    <EmptyState level={1} title={`${name}, you have no role here yet`}>
      You are signed in, and nobody has given you or your groups a role in this console. Ask {whom} for one;
      then reload this page.
    </EmptyState>
  )
}
