import { TextLink } from '@/components/ui/text-link'
import { AWS_DOCUMENTATION, type AwsDocumentation } from '@/lib/text/aws-documentation'

/** To the page of AWS's documentation about what stands here. */
export function DocsLink({
  about,
  children = 'AWS documentation',
}: {
  about: AwsDocumentation
  children?: string
}) {
  return (
    <TextLink href={AWS_DOCUMENTATION[about].href} className="text-small">
      {children}
    </TextLink>
  )
}
