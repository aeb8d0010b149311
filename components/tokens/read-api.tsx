import { CodeBlock } from '@/components/ui/code-block'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { OPENAPI_PATH } from '@/lib/identity/api-paths'

/** How a program asks with a token. `origin`: where this console is opened. */
export function ReadApi({ origin }: { origin: string }) {
  return (
    <Panel aria-labelledby="read-api">
      <PanelHeader
        title="The read API"
        titleId="read-api"
        description="What the pages read, programs can read: GET requests, answered as JSON."
      />
      <PanelBody className="flex flex-col gap-3">
        <CodeBlock
          label="Example"
          code={`curl --header "Authorization: Bearer $TOKEN" \\\n  "${origin}/api/inventory?q=is:public"`}
        />
        <p>
          Every address, its parameters and its answers are described in{' '}
          {/* A file for programs: no page of the console, and nothing to load ahead. */}
          <code>{OPENAPI_PATH}</code>, an OpenAPI 3.1 document. It takes a token too.
        </p>
        <p className="text-mute text-small">
          A token stands in the Authorization header and nowhere else, opens no page and changes nothing. It
          may ask 600 times a minute.
        </p>
      </PanelBody>
    </Panel>
  )
}
