// A diagram in a frame of its own that can reach nothing. Its source is there until it is drawn, where it has a
// mistake, and on demand.
import { Code, Image } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { CodeBlock, CopyButton, type CopyLabels } from '../text/code-block.tsx'
import { readNews, type DiagramAsk } from './messages.ts'
import { useDark } from './use-dark.ts'

export type DiagramProps = { code: string; labels: CopyLabels }

/** Px of padding and border that its height is more than the drawing's. */
const around = 18

/** Longer ones are not drawn: the drawing would take the frame minutes. */
const longest = 50_000

/** Heights of what was drawn before: a row that comes back into sight has its place at once. */
const heights = new Map<string, number>()

export function Diagram({ code, labels }: DiagramProps) {
  const [broken, setBroken] = useState(code.length > longest)
  const [asSource, setAsSource] = useState(false)
  const [height, setHeight] = useState(() => heights.get(code))
  const drawn = height !== undefined && !asSource && !broken
  const keep = (next: number) => {
    heights.set(code, next)
    setHeight(next)
  }
  if (broken)
    return (
      <>
        <p className="-mb-2 text-sm text-muted">{labels.brokenDiagram}</p>
        <CodeBlock code={code} language="mermaid" labels={labels} />
      </>
    )
  return (
    <div className="relative">
      {!drawn && <CodeBlock code={code} language="mermaid" labels={labels} />}
      {!asSource && (
        <Frame
          code={code}
          title={labels.diagram}
          height={height}
          onHeight={keep}
          onBroken={() => setBroken(true)}
        />
      )}
      {height !== undefined && (
        <div className="absolute end-1 top-1 flex rounded-md bg-code">
          <IconButton
            size="sm"
            label={asSource ? labels.diagram : labels.diagramSource}
            icon={asSource ? <Image size={13} aria-hidden /> : <Code size={13} aria-hidden />}
            onClick={() => setAsSource(!asSource)}
          />
          {drawn && <CopyButton text={code} labels={labels} />}
        </div>
      )}
    </div>
  )
}

type FrameProps = {
  code: string
  title: string
  height: number | undefined
  onHeight: (height: number) => void
  onBroken: () => void
}

function Frame({ code, title, height, onHeight, onBroken }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const dark = useDark()
  const latest = useRef({ onHeight, onBroken })
  useEffect(() => {
    latest.current = { onHeight, onBroken }
  })
  useEffect(() => {
    const inside = frame.current?.contentWindow
    const ask: DiagramAsk = { kind: 'draw', code, dark }
    // It has no origin that could be named.
    const draw = () => inside?.postMessage(ask, '*')
    const onMessage = ({ source, data }: MessageEvent) => {
      const news = source === inside ? readNews(data) : null
      if (news?.kind === 'ready') draw()
      else if (news?.kind === 'drawn') latest.current.onHeight(news.height)
      else if (news) latest.current.onBroken()
    }
    window.addEventListener('message', onMessage)
    // One that is there already hears it; one that is still loading asks.
    draw()
    return () => window.removeEventListener('message', onMessage)
  }, [code, dark])
  return (
    <iframe
      ref={frame}
      src="/diagram.html"
      sandbox="allow-scripts"
      title={title}
      style={{
        height: height === undefined ? 0 : height + around,
        colorScheme: dark ? 'dark' : 'light',
      }}
      className={
        height === undefined
          ? 'invisible absolute w-full'
          : 'my-3 block w-full rounded-md border border-line bg-bg p-2'
      }
    />
  )
}
