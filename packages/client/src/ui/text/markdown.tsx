// An agent's text as markdown. Loads its renderer on first use and shows the plain text until then.
// It never renders raw HTML and never fetches an image: both would let a repository's text act in the page.
import { lazy, Suspense } from 'react'
import type { MarkdownProps } from './markdown-blocks.tsx'

const load = () => import('./markdown-blocks.tsx')
const MarkdownBlocks = lazy(async () => ({ default: (await load()).MarkdownBlocks }))

/** Starts loading the renderer, so that a thread that opens does not show plain text first. */
export const preloadMarkdown = (): Promise<unknown> => load()

export function Markdown(props: MarkdownProps) {
  return (
    <Suspense
      fallback={<div className="text-md whitespace-pre-wrap wrap-anywhere">{props.text}</div>}
    >
      <MarkdownBlocks {...props} />
    </Suspense>
  )
}
