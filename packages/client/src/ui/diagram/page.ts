// The page inside a diagram's frame. It draws what an agent wrote, so it is given nothing: no origin of its own, no
// network (see the server's policy for it), and no way out but the messages of its size.
import mermaid from 'mermaid'
import { readAsk, type DiagramNews } from './messages.ts'

const tell = (news: DiagramNews) => parent.postMessage(news, '*') // It has no origin that could be named.

let drawn = 0

async function draw(code: string, dark: boolean): Promise<void> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: dark ? 'dark' : 'neutral',
    // Labels of SVG alone: what is HTML in a diagram is an agent's.
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    fontFamily: 'ui-sans-serif, system-ui, sans-serif',
  })
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  drawn += 1
  const { svg } = await mermaid.render(`diagram-${drawn}`, code)
  document.body.innerHTML = svg
  document.body.style.cssText = 'margin:0;display:flex;justify-content:center;overflow:hidden'
  tellHeight()
}

function tellHeight(): void {
  const svg = document.body.querySelector('svg')
  if (svg) tell({ kind: 'drawn', height: svg.getBoundingClientRect().height })
}

addEventListener('message', ({ data, source }) => {
  const ask = source === parent ? readAsk(data) : null
  if (ask) draw(ask.code, ask.dark).catch(() => tell({ kind: 'broken' }))
})
addEventListener('resize', tellHeight)
tell({ kind: 'ready' })
