import { TextLink } from '@/components/ui/text-link'
import { AWS_DOCS, type AwsDoc } from '@/lib/identity/aws-links'

/** To the page of AWS's documentation about what stands here. */
export function DocsLink({ about, children = 'AWS documentation' }: { about: AwsDoc; children?: string }) {
  return (
    <TextLink href={AWS_DOCS[about]} className="text-small">
      {children}
    </TextLink>
  )
}
