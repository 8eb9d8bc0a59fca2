// Colours code off the main thread. Grammars load one by one as languages turn up; an unknown one stays plain.
/* oxlint-disable unicorn/require-post-message-target-origin -- a worker's messages have no target origin */
import {
  createHighlighterCore,
  createCssVariablesTheme,
  type HighlighterCore,
  type LanguageInput,
} from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'

/** Text and the CSS colour it wears. */
export type Piece = [text: string, colour: string | undefined]
export type HighlightRequest = { id: number; language: string; code: string }
export type HighlightAnswer = { id: number; lines: Piece[][] | undefined }

const grammars: Record<string, () => LanguageInput> = {
  typescript: () => import('shiki/langs/typescript.mjs'),
  tsx: () => import('shiki/langs/tsx.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  shellscript: () => import('shiki/langs/shellscript.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  markdown: () => import('shiki/langs/markdown.mjs'),
}
const short: Record<string, string> = {
  ts: 'typescript',
  mts: 'typescript',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'tsx',
  py: 'python',
  sh: 'shellscript',
  bash: 'shellscript',
  shell: 'shellscript',
  zsh: 'shellscript',
  rs: 'rust',
  yml: 'yaml',
  jsonc: 'json',
  md: 'markdown',
}

const theme = createCssVariablesTheme({ name: 'tokens', variablePrefix: '--syn-' })
let highlighter: Promise<HighlighterCore> | undefined

async function colour({ language, code }: HighlightRequest): Promise<Piece[][] | undefined> {
  const name = short[language] ?? language
  const grammar = grammars[name]
  if (!grammar) return undefined
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
  const ready = await highlighter
  await ready.loadLanguage(grammar())
  const { tokens } = ready.codeToTokens(code, {
    lang: name,
    theme: 'tokens',
    tokenizeMaxLineLength: 2000,
  })
  return tokens.map((line) => line.map((token) => [token.content, variable(token.color)]))
}

function variable(colourValue: string | undefined): string | undefined {
  const name = /--syn-token-([a-z]+)/.exec(colourValue ?? '')?.[1]
  return name && `var(--syn-${name})`
}

// In a worker the global is the worker's own scope, which the DOM types call a window.
const scope = globalThis as unknown as { postMessage: (answer: HighlightAnswer) => void }

addEventListener('message', (event: MessageEvent<HighlightRequest>) => {
  const { id } = event.data
  void colour(event.data).then(
    (lines) => scope.postMessage({ id, lines }),
    // Plain code is a fine answer to a grammar that fails.
    () => scope.postMessage({ id, lines: undefined }),
  )
})
