// The renderer behind Markdown: one memoised piece for each top-level block, so closed blocks are never drawn again.
import { memo, useState, type ReactNode } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { Diagram } from '../diagram/diagram.tsx'
import { ScrollBox } from '../layout/scroll-box.tsx'
import { noBlocks, splitBlocks } from './blocks.ts'
import { CodeBlock, type CopyLabels } from './code-block.tsx'
import { headingTags, type HeadingTag } from './heading-tags.ts'
import { safeLink } from './link-policy.ts'

export type MarkdownProps = {
  text: string
  /** More of it is coming: only the last blocks are drawn again, and code stays plain. */
  streaming?: boolean
  /** Hand in a stable object. */
  labels: CopyLabels
}

const plugins = [remarkGfm]

export function MarkdownBlocks({ text, streaming = false, labels }: MarkdownProps) {
  const [cut, setCut] = useState({ blocks: noBlocks, whole: true })
  // While text streams in only its tail is cut again; once it is all there, it is cut as a whole.
  const current = cut.blocks.text === text && (streaming || cut.whole)
  const blocks = current ? cut.blocks : splitBlocks(text, streaming ? cut.blocks : noBlocks)
  if (!current) setCut({ blocks, whole: !streaming })
  const { raw, depths, definitions } = blocks
  const tags = headingTags(depths)
  return (
    <div className="text-md wrap-anywhere">
      {raw.map((block, index) => (
        // Text only grows, so a block's place is its identity.
        <Block
          key={index}
          raw={block}
          heading={tags[index] ?? 'h3'}
          definitions={definitions}
          growing={streaming && index === raw.length - 1}
          labels={labels}
        />
      ))}
    </div>
  )
}

type BlockProps = {
  raw: string
  heading: HeadingTag
  definitions: string
  growing: boolean
  labels: CopyLabels
}

const Block = memo(function Block({ raw, heading, definitions, growing, labels }: BlockProps) {
  if (!raw.trim()) return null
  return (
    <ReactMarkdown
      remarkPlugins={plugins}
      urlTransform={(address) => safeLink(address) ?? ''}
      components={elements(labels, growing, heading)}
    >
      {definitions && raw.includes('[') ? `${raw}\n\n${definitions}` : raw}
    </ReactMarkdown>
  )
})

/** Elements that need nothing but their look. */
const plainElements: Components = {
  p: ({ children }) => <p className="my-2 first:mt-0 last:mb-0">{children}</p>,
  ul: ({ children }) => <ul className="my-2 list-disc ps-6 marker:text-muted">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="my-2 list-decimal ps-6 marker:text-muted">
      {children}
    </ol>
  ),
  li: ({ children }) => (
    <li className="my-0.5 has-[>[data-task]]:list-none has-[>[data-task]]:-ms-5">{children}</li>
  ),
  input: ({ checked }) => <span data-task>{checked ? '☑ ' : '☐ '}</span>,
  blockquote: ({ children }) => (
    <blockquote className="my-2 border-s-2 border-border ps-3 text-muted">{children}</blockquote>
  ),
  hr: () => <hr className="my-4 border-line" />,
  table: ({ children }) => (
    <ScrollBox className="my-3 overflow-x-auto rounded-md border border-line">
      <table className="w-full border-collapse text-base">{children}</table>
    </ScrollBox>
  ),
  th: ({ children }) => (
    <th className="border-b border-line bg-code px-3 py-1.5 text-start font-medium">{children}</th>
  ),
  td: ({ children }) => <td className="border-t border-line px-3 py-1.5 align-top">{children}</td>,
}

/** They look as deep as the agent wrote them, whatever their element. */
function headings(Tag: HeadingTag): Components {
  return {
    h1: ({ children }) => (
      <Tag className="mt-5 mb-2 first:mt-0 text-lg font-semibold">{children}</Tag>
    ),
    h2: ({ children }) => (
      <Tag className="mt-5 mb-2 first:mt-0 text-lg font-semibold">{children}</Tag>
    ),
    h3: ({ children }) => <Tag className="mt-4 mb-1.5 first:mt-0 font-semibold">{children}</Tag>,
    h4: ({ children }) => <Tag className="mt-4 mb-1.5 font-semibold">{children}</Tag>,
    h5: ({ children }) => <Tag className="mt-3 mb-1 font-medium">{children}</Tag>,
    h6: ({ children }) => <Tag className="mt-3 mb-1 font-medium">{children}</Tag>,
  }
}

const headingElements: Record<HeadingTag, Components> = {
  h3: headings('h3'),
  h4: headings('h4'),
  h5: headings('h5'),
  h6: headings('h6'),
}

function elements(labels: CopyLabels, growing: boolean, heading: HeadingTag): Components {
  return {
    ...headingElements[heading],
    a: ({ href, children }) => <OuterLink href={href}>{children}</OuterLink>,
    img: ({ src, alt }) => (
      <OuterLink href={typeof src === 'string' ? src : ''}>{alt || src}</OuterLink>
    ),
    // A fenced block is <pre><code>; the block draws itself, so the outer element only passes it on.
    pre: ({ children }) => children,
    code: ({ className, children, node }) => {
      const language = /language-(\S+)/.exec(className ?? '')?.[1]
      const code = textOf(children)
      const fenced =
        language !== undefined ||
        code.endsWith('\n') ||
        node?.position?.start.line !== node?.position?.end.line
      if (language === 'mermaid' && !growing)
        return <Diagram code={code.replace(/\n$/, '')} labels={labels} />
      if (fenced)
        return (
          <CodeBlock
            code={code.replace(/\n$/, '')}
            language={language}
            growing={growing}
            labels={labels}
          />
        )
      return <code className="rounded-sm bg-selected px-1 py-px text-[0.88em]">{children}</code>
    },
    ...plainElements,
  }
}

/** The characters of a code element; the parser gives it text alone. */
function textOf(children: ReactNode): string {
  if (Array.isArray(children)) return children.map(textOf).join('')
  return typeof children === 'string' || typeof children === 'number' ? String(children) : ''
}

function OuterLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return <span>{children}</span>
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="text-accent underline underline-offset-2"
    >
      {children}
    </a>
  )
}
