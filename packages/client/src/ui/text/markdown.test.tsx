// What an agent writes must not act in the page: no raw HTML, no script address, no fetched image.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { safeLink } from './link-policy.ts'
import { MarkdownBlocks } from './markdown-blocks.tsx'

const labels = {
  copy: 'Copy',
  copied: 'Copied',
  diagram: 'Diagram',
  diagramSource: 'Show source',
  brokenDiagram: 'Cannot be drawn',
}
const html = (text: string) => renderToStaticMarkup(<MarkdownBlocks text={text} labels={labels} />)

describe('safeLink', () => {
  it.each(['https://a.org/b', 'http://a.org', 'mailto:a@b.org'])('lets %s through', (address) => {
    expect(safeLink(address)).toBe(address)
  })
  it.each([
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    'vbscript:x',
    '',
  ])('keeps %j out', (address) => {
    expect(safeLink(address)).toBeUndefined()
  })
})

describe('markdown', () => {
  it('shows raw HTML as text', () => {
    const out = html('<img src=x onerror=alert(1)>\n\n<script>alert(1)</script>')
    expect(out).not.toContain('<img')
    expect(out).not.toContain('<script')
  })
  it('turns an image into a link and fetches nothing', () => {
    const out = html('![the plan](https://evil.example/p.png)')
    expect(out).not.toContain('<img')
    expect(out).toContain('href="https://evil.example/p.png"')
    expect(out).toContain('the plan')
  })
  it('drops a script address but keeps its words', () => {
    const out = html('[press](javascript:alert(1))')
    expect(out).toContain('press')
    expect(out).not.toContain('javascript:')
  })
  it('opens links elsewhere without handing over the page', () => {
    expect(html('[a](https://a.org)')).toContain('rel="noopener noreferrer"')
  })
  it('begins with the heading below the page and leaves out no level', () => {
    const out = html('### Found\n\n> # Quoted\n\n##### Mended\n\ntext')
    expect(out.match(/<h\d/g)).toEqual(['<h3', '<h4', '<h4'])
  })
  it('draws tables, code with its language and links defined elsewhere', () => {
    expect(html('| a |\n|---|\n| 1 |')).toContain('<table')
    expect(html('```ts\nconst a = 1;\n```')).toContain('const a = 1;')
    expect(html('[d][1]\n\nmore\n\n[1]: https://a.org')).toContain('href="https://a.org"')
  })
})
