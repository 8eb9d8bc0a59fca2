// A piece of code with its language and a copy button. Plain at once, coloured when the worker answers; never reflows.
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { ScrollBox } from '../layout/scroll-box.tsx'
import { useHighlight } from './highlight.ts'

export type CopyLabels = {
  copy: string
  copied: string
  /** Name of a drawn diagram. */
  diagram: string
  diagramSource: string
  brokenDiagram: string
}

export type CodeBlockProps = {
  code: string
  language?: string
  /** The code is still arriving: leave it plain. */
  growing?: boolean
  labels: CopyLabels
}

export function CodeBlock({ code, language, growing, labels }: CodeBlockProps) {
  const lines = useHighlight(code, growing ? undefined : language)
  return (
    <div className="my-3 overflow-hidden rounded-md border border-line bg-code">
      <div className="flex min-h-8 items-center justify-between ps-3 pe-1 text-xs text-muted">
        <span>{language}</span>
        <CopyButton text={code} labels={labels} />
      </div>
      <ScrollBox as="pre" className="overflow-x-auto px-3 pb-2.5 text-sm">
        <code>
          {lines
            ? lines.map((line, index) => (
                // Lines have no other identity.
                <span key={index}>
                  {line.map(([text, colour], at) => (
                    // Nor have their pieces.
                    <span key={at} style={{ color: colour }}>
                      {text}
                    </span>
                  ))}
                  {index < lines.length - 1 && '\n'}
                </span>
              ))
            : code}
        </code>
      </ScrollBox>
    </div>
  )
}

/** Copies `text`; shows a check for a moment when it worked. */
export function CopyButton({ text, labels }: { text: string; labels: CopyLabels }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <IconButton
      size="sm"
      label={copied ? labels.copied : labels.copy}
      icon={copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
      onClick={() => void copy()}
    />
  )
}
