// The built web app. Any address that is no file and no API call gets the app's page; the app's router does the rest.
import { Problem } from '@a-parallel/contract/model'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { Readable } from 'node:stream'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

export interface StaticFiles {
  serve(path: string): Promise<Response>
}

/** Serves what lies in the folder, by exact address. The folder is listed anew when a file of a newer build is asked for. */
export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  let files = await list(folder)
  let listed = performance.now()
  const find = async (path: string): Promise<string | undefined> => {
    if (!files.has(path) && performance.now() - listed > listAgainMs) {
      listed = performance.now()
      files = await list(folder)
    }
    return files.get(path)
  }
  return {
    async serve(path) {
      const isFile = path.startsWith('/assets/') || extname(path) !== ''
      const file = isFile ? await find(path) : undefined
      if (file !== undefined) return answer(file, path.startsWith('/assets/'))
      if (isFile) throw new Problem('not_found')
      const page = await find('/index.html')
      if (page === undefined)
        throw new Problem('not_found', 'The web app is not built. Run npm run build.')
      return answer(page, false)
    },
  }
}

const listAgainMs = 1_000

/** Address → path of every file. Links are left out: they could lead anywhere. */
async function list(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(missing)
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile()) files.set(`/${relative(folder, file).replaceAll('\\', '/')}`, file)
  }
  return files
}

/** A server without a built app still serves its API (npm run dev:server). */
function missing(cause: NodeJS.ErrnoException): never[] {
  if (cause.code === 'ENOENT') return []
  throw cause
}

async function answer(file: string, immutable: boolean): Promise<Response> {
  const { size } = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    // A newer build has taken it away.
    throw cause.code === 'ENOENT' ? new Problem('not_found') : cause
  })
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream // Node's and the DOM's type of one thing.
  return new Response(body, {
    headers: {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': String(size),
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  })
}
