import { clsx } from 'clsx'
import { CopyButton } from './copy-button'

interface CodeBlockProps {
  code: string
  /** What the code is: names the block and its copy button. */
  label: string
  /** Breaks long lines instead of scrolling sideways. */
  wrap?: boolean
  /** For code that the page is about: as high as the window allows. */
  tall?: boolean
  className?: string
}

export function CodeBlock({ code, label, wrap = false, tall = false, className }: CodeBlockProps) {
  return (
    <div className={clsx('relative min-w-0 rounded border border-transparent bg-code', className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, a section would be one landmark too many */}
      <div
        role="group"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={clsx('overflow-auto rounded py-2.5 pr-11 pl-3', tall ? 'max-h-[75vh]' : 'max-h-96')}
      >
        <pre className={clsx('text-mono', wrap ? 'whitespace-pre-wrap break-all' : 'whitespace-pre')}>
          <code>{code}</code>
        </pre>
      </div>
      {/* Lines scroll under it. */}
      <div className="absolute top-1.5 right-1.5 rounded-sm bg-code">
        <CopyButton text={code} label={`Copy: ${label}`} />
      </div>
    </div>
  )
}
