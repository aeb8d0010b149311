'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import {
  isAwkwardForCurl,
  REQUEST_LANGUAGES,
  type RequestLanguage,
  requestCode,
} from '@/lib/codegen/request-code'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { type ProbeRequest, requestHeaders, requestTarget } from '@/lib/probe/request'

interface RequestCodePanelProps {
  config: FunctionUrlConfig
  region: string
  request: ProbeRequest
}

/** The request in the form as something to run elsewhere. */
export function RequestCodePanel({ config, region, request }: RequestCodePanelProps) {
  const [language, setLanguage] = useQueryState(
    'code',
    parseAsStringLiteral(REQUEST_LANGUAGES).withDefault('curl'),
  )
  const isSigned = request.mode === 'signed'
  const headers = requestHeaders(request)
    // A browser sets it itself and lets no script do so.
    .filter(({ name }) => !(language === 'fetch' && request.mode === 'browser' && name === 'Origin'))
    .map(({ name, value }) => [name, value] as const)
  const url = `${config.FunctionUrl.replace(/\/$/, '')}${requestTarget(request)}`
  const code = requestCode(
    {
      method: request.method,
      url,
      headers,
      body: request.body,
      ...(isSigned && { signedFor: region }),
    },
    language,
  )
  return (
    <Panel aria-labelledby="request-code">
      <PanelHeader
        title="The same request elsewhere"
        titleId="request-code"
        description={isSigned ? SIGNED_BY[language] : 'Includes the values you entered.'}
        actions={
          <ChoiceSwitch
            label="Language"
            value={language}
            onChange={(next) => void setLanguage(next)}
            options={LANGUAGES}
          />
        }
      />
      <PanelBody className="flex flex-col gap-2">
        {isSigned && language === 'curl' && isAwkwardForCurl(url) && (
          <p className="text-small">
            Some versions of curl, 7.88 among them, sign such a path or such a query wrongly, and the response
            is then 403. Where it is, the Python code signs it right.
          </p>
        )}
        <CodeBlock label={`Request as ${LABELS[language]}`} code={code} />
      </PanelBody>
    </Panel>
  )
}

const LABELS: Record<RequestLanguage, string> = { curl: 'curl', fetch: 'fetch', python: 'Python' }
const LANGUAGES = REQUEST_LANGUAGES.map((value) => ({ value, label: LABELS[value] }))
const SIGNED_BY: Record<RequestLanguage, string> = {
  curl: 'Signed by curl 7.75 or newer, with the access keys in your environment.',
  fetch: 'Signed in Node.js by the AWS SDK’s signer; a browser must never hold these credentials.',
  python: 'Signed by botocore, with the credentials that boto3 finds.',
}
