// Builds the browser app into dist/client at the repository's root, and serves it with reload while developing.
// What it emits must run under the server's content security policy: no inline script, no data: font, no eval.
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { build, defineConfig, type Plugin } from 'vite'

const apiTarget = process.env.A_PARALLEL_API ?? 'http://127.0.0.1:3001'

/** Holds the first paint until the app's scripts have run, so that a stored theme never flashes in as the other one. */
const paintAfterEntry: Plugin = {
  name: 'paint-after-entry',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replaceAll('<script type="module"', '<script type="module" blocking="render"'),
  },
}

/** With all that it imports it has a file of its own. */
const firstScript = /[\\/]src[\\/]app[\\/]first\.ts$/

/** Runs the page's first script as soon as it is there, however many others the app still waits for. */
const runFirst: Plugin = {
  name: 'run-first',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_, { path, bundle = {} }) {
      if (path !== '/index.html') return []
      const own = Object.values(bundle).find(
        (one) => one.type === 'chunk' && one.moduleIds.some((id) => firstScript.test(id)),
      )
      if (own?.type !== 'chunk' || own.imports.length > 0)
        throw new Error('the first script must be one file that imports no other')
      const attrs = { type: 'module', async: true, crossorigin: true, src: `/${own.fileName}` }
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }]
    },
  },
}

const target = 'es2023'
const workerName = 'push-worker.js'

/**
 * The service worker: one file without imports, at the root, because from anywhere else it would have no say over the
 * app. Its name never changes; the browser asks for it again by itself.
 */
const pushWorker: Plugin = {
  name: 'push-worker',
  apply: 'build',
  async generateBundle() {
    const built = await build({
      configFile: false,
      root: here('.'),
      publicDir: false,
      logLevel: 'warn',
      build: {
        target,
        write: false,
        rolldownOptions: {
          input: here('src/app/attention/push/push.worker.ts'),
          output: { format: 'iife', entryFileNames: workerName },
        },
      },
    })
    const [output] = [built].flat()
    if (!output || !('output' in output)) throw new Error('the service worker was not built')
    const [entry, ...rest] = output.output
    if (rest.length > 0) throw new Error('the service worker must be one file')
    this.emitFile({ type: 'asset', fileName: workerName, source: entry.code })
  },
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [react(), tailwindcss(), paintAfterEntry, runFirst, pushWorker],
  worker: { format: 'es' },
  build: {
    rolldownOptions: {
      input: ['index.html', 'diagram.html'].map(here),
      output: { codeSplitting: { groups: [{ name: 'first', test: firstScript }] } },
    },
    outDir: '../../dist/client',
    emptyOutDir: true,
    target,
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The library that draws diagrams; it loads inside their frames alone.
    chunkSizeWarningLimit: 3000,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: { '/api': { target: apiTarget, ws: true } },
  },
})
