// Repositories served over https on loopback, by git itself, with a certificate of their own.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface HttpsGit {
  /** `https://localhost:…`; a repository below the root is fetched by its path. */
  origin: string
  close(): Promise<void>
}

/** A certificate for localhost and maybe other names, made anew: the file that vouches for it. */
export function madeCertificate(folder: string, ...others: string[]): string {
  const [key, file] = [join(folder, 'https.key'), join(folder, 'https.pem')]
  const all = ['localhost', ...others].map((name) => `DNS:${name}`)
  const names = `subjectAltName=${[...all, 'IP:127.0.0.1'].join(',')}`
  const flags = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const args = ['req', '-x509', ...flags, '-addext', names, '-keyout', key, '-out', file]
  execFileSync('openssl', args, { stdio: 'pipe' })
  return file
}

export interface HttpsGitOptions {
  /** What is wanted of whoever comes: `name:password`. */
  login?: string
  /** Waited for before whoever gave that is answered. */
  held?: () => Promise<void>
  /** What whoever gave that is told in place of the repository at a path: a status, and maybe where else to go. */
  instead?: (path: string) => { status: number; location?: string } | null
  /** Told of each request, whoever comes. */
  seen?: (request: IncomingMessage) => void
}

export async function startHttpsGit(
  root: string,
  certificate: string,
  { login, held, instead, seen }: HttpsGitOptions = {},
): Promise<HttpsGit> {
  const key = readFileSync(certificate.replace(/\.pem$/, '.key'))
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`
  const server = createServer({ key, cert: readFileSync(certificate) }, (request, response) => {
    seen?.(request)
    if (wanted !== undefined && request.headers.authorization !== wanted)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    const other = instead?.(request.url ?? '')
    if (other) {
      const { status, location } = other
      return void response.writeHead(status, location === undefined ? {} : { location }).end()
    }
    void (held?.() ?? Promise.resolve()).then(() => answer(root, request, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // It listens on a port.
  return {
    origin: `https://localhost:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Git's own program speaks CGI: headers, an empty line, the body. */
function answer(root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'https://localhost')
  const program = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(program.stdin)
  const parts: Buffer[] = []
  program.stdout.on('data', (part: Buffer) => parts.push(part))
  program.on('close', () => {
    const said = Buffer.concat(parts)
    const end = said.indexOf('\r\n\r\n')
    for (const line of said.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(/:\s*/, 2)
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
      else response.setHeader(name, value)
    }
    response.end(said.subarray(end + 4))
  })
}
