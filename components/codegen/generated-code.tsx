import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { DownloadButton } from '@/components/ui/download-button'
import type { CodeNote, CodeSource } from '@/lib/codegen/code-source'
import { type CodeFormat, codeFileName, FORMAT_DETAILS } from '@/lib/codegen/formats'
import { generateCode } from '@/lib/codegen/generate-code'
import { visibleText } from '@/lib/text/visible-text'

/** What one format cannot say, what to know before using it, and its text. Loaded only where code is shown. */
export function GeneratedCode({ format, source }: { format: CodeFormat; source: CodeSource }) {
  const { code, notes } = generateCode(format, source)
  const { label, mediaType } = FORMAT_DETAILS[format]
  const unsaid = notes.filter(({ kind }) => kind === 'cannot-say')
  const known = notes.filter(({ kind }) => kind === 'good-to-know')
  return (
    <>
      {unsaid.length > 0 && (
        <Callout tone="warn" title={`What ${label} cannot say`}>
          <Notes label={`What ${label} cannot say`} notes={unsaid} />
        </Callout>
      )}
      <CodeBlock label={label} code={code} tall />
      <div>
        <DownloadButton text={code} fileName={codeFileName(source.identity, format)} mediaType={mediaType} />
      </div>
      {known.length > 0 && (
        <Callout title="Good to know">
          <Notes label="Good to know" notes={known} />
        </Callout>
      )}
    </>
  )
}

function Notes({ label, notes }: { label: string; notes: CodeNote[] }) {
  return (
    <ul aria-label={label} className="list-disc pl-5 break-words">
      {[...new Set(notes.map(({ text }) => text))].map((text) => (
        <li key={text}>{visibleText(text)}</li>
      ))}
    </ul>
  )
}
