// A host over https that lets in whoever bears a token, a server of ours that may be given that token, and an eye on where
// it shows: in other programs' arguments and variables, in files, with what keeps passwords.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesWith } from '../secrets/files-with.ts'
import { startTestServer, type TestServer } from '../server.ts'
import { madeCertificate, startHttpsGit, type HttpsGit } from '../skills/https-git.ts'
import { startGithub } from './github.ts'

export const token = 'ghp_0123456789SECRETabcdef'
/** What another account's is, which the host does not know. */
export const otherToken = 'ghp_9876543210SECRETfedcba'

const name = 'git.acme.example'
/** The same host, for which another token may be given. */
export const otherName = 'code.acme.example'

export interface TokenHost {
  server: TestServer
  /** Repositories below it are served. */
  outside: string
  /** As the host's certificate calls it. */
  address: string
  /** The same host under another name. */
  otherAddress: string
  git(cwd: string, ...args: string[]): string
  /** Done before a request that bears the token is answered. */
  meanwhile: () => void | Promise<void>
  /** Where the host sends whoever asks for a path, or how it refuses them. */
  instead: (path: string) => { status: number; location?: string } | null
  /** Gives the server the token, for one of the names. */
  giveToken(given?: string, host?: string): Promise<void>
  /** Files of ours and in these folders that hold a token, and what should be gone: there may be none. */
  shown(...folders: string[]): string[]
  close(): Promise<void>
}

export async function startTokenHost(): Promise<TokenHost> {
  const outside = mkdtempSync(join(tmpdir(), 'a-parallel-token-'))
  const certificate = madeCertificate(outside, name, otherName)
  const http = await startHttpsGit(outside, certificate, {
    login: `ana:${token}`,
    held: () => Promise.resolve().then(() => host.meanwhile()),
    instead: (path) => host.instead(path),
  })
  const github = await startGithub()
  for (const known of [token, otherToken])
    github.tokens.set(known, { login: 'ana', scopes: ['repo'] })
  const apis = [name, otherName].map((at) => `${at}=${github.origin}`).join(',')
  const env = { GIT_SSL_CAINFO: certificate, A_PARALLEL_GITHUB_APIS: apis }
  const server = await startTestServer({ env })
  const { port } = new URL(http.origin)
  writeSettings(server, { port, kept: join(outside, 'kept'), keeper: join(outside, 'keeper') })
  const host: TokenHost = {
    server,
    outside,
    address: `https://${name}:${port}`,
    otherAddress: `https://${otherName}:${port}`,
    git: (cwd, ...args) =>
      execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim(),
    meanwhile: () => undefined,
    instead: () => null,
    async giveToken(given = token, at = name) {
      const { status } = await server.api('POST', '/api/host-accounts', { host: at, token: given })
      if (status >= 300) throw new Error(`the token was not taken: ${status}`)
    },
    shown(...folders) {
      const kept = join(outside, 'kept')
      const told = existsSync(kept) ? readFileSync(kept, 'utf8') : ''
      return [
        ...[server.home, ...folders].flatMap((folder) => filesWith(folder, 'SECRET')),
        ...(told.includes('SECRET') ? [kept] : []),
        ...borrowings(),
      ]
    },
    async close() {
      await server.close()
      await http.close()
      await github.close()
      rmSync(outside, { recursive: true, force: true })
    },
  }
  return host
}

/** What keeps passwords is told of whatever git was let in with. */
function writeSettings(
  { environment }: TestServer,
  { port, kept, keeper }: { port: string; kept: string; keeper: string },
): void {
  writeFileSync(keeper, `#!/bin/sh\necho "$1" >> '${kept}'\ncat >> '${kept}'\n`, { mode: 0o755 })
  writeFileSync(
    join(environment.HOME ?? '', '.gitconfig'),
    `[user]\n\tname = Ada\n\temail = ada@example.test\n[credential]\n\thelper = ${keeper}
[http]\n\tcurloptResolve = ${name}:${port}:127.0.0.1\n\tcurloptResolve = ${otherName}:${port}:127.0.0.1\n`,
  )
}

/** The repositories of ours that a git with a token works in now. */
export function borrowings(): string[] {
  const names = readdirSync(tmpdir()).filter((one) => one.startsWith('a-parallel-borrowing-'))
  return names.map((one) => join(tmpdir(), one))
}

/** How each process was called, and with which variables. */
export function allProcesses(): string {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => ['cmdline', 'environ'].map((file) => `/proc/${pid}/${file}`))
    .map((path) => {
      try {
        return readFileSync(path, 'latin1')
      } catch {
        return '' // It has ended.
      }
    })
    .join('\n')
}

export interface OtherHost {
  /** `https://127.0.0.1:…`, with a certificate that git takes for the first host's as well. */
  address: string
  /** A proxy that leads to it whoever wants to go anywhere. */
  proxy: string
  /** What each request said of who comes; null: nothing. */
  told: (string | null)[]
  close(): Promise<void>
}

/** Another host, which asks everybody for a password and remembers what they say. */
export async function startOtherHost({ outside }: TokenHost): Promise<OtherHost> {
  const told: (string | null)[] = []
  const http: HttpsGit = await startHttpsGit(outside, join(outside, 'https.pem'), {
    login: 'nobody:at-all',
    seen: ({ headers }) => void told.push(headers.authorization ?? null),
  })
  const port = Number(new URL(http.origin).port)
  const proxy = createServer().on('connect', (_, socket) => {
    const there = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(there).pipe(socket)
    })
    for (const one of [there, socket]) one.on('error', () => one.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port: proxyPort } = proxy.address() as AddressInfo // It listens on a port.
  return {
    address: http.origin.replace('localhost', '127.0.0.1'),
    proxy: `http://127.0.0.1:${proxyPort}`,
    told,
    async close() {
      await new Promise((resolve) => proxy.close(resolve))
      await http.close()
    },
  }
}
