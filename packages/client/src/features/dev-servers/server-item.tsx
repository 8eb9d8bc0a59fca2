// One dev server: how it stands, where it is reached, what it printed, and what can be done about it.
import type { DevServer, DevServerAction, ProjectId, ThreadId } from '@a-parallel/shared'
import { AppWindow, ExternalLink, Play, RotateCw, Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeServer, useServerOutput } from '../../api/dev-servers.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { PrintedOutput, TrustLink } from '../preparation/index.ts'
import { addressOf, portsOf, wordOf, type ServerLine, type ServerWord } from './state.ts'

const looks: Record<ServerWord, readonly [GlyphShape, Tone]> = {
  idle: ['ring', 'idle'],
  starting: ['arc', 'setup'],
  listening: ['disc', 'run'],
  stopped: ['stop', 'idle'],
  ended: ['check', 'idle'],
  failed: ['square-cross', 'fail'],
  signalled: ['square-cross', 'fail'],
  lost: ['square-cross', 'fail'],
}

export type ServerItemProps = {
  threadId: ThreadId
  projectId: ProjectId
  line: ServerLine
  /** Shows beside the conversation what is served there. */
  onPreview: (port: number) => void
}

export function ServerItem(props: ServerItemProps) {
  const { threadId, line, onPreview } = props
  const { t } = useTranslation()
  const { name, command, server } = line
  const word = wordOf(server)
  const [chosen, setOpen] = useState<boolean>()
  const open = chosen ?? (word === 'failed' || word === 'signalled')
  const [shape, tone] = looks[word]
  return (
    <li className="flex min-w-0 flex-col gap-1.5 rounded-md border border-line p-2">
      <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1.5">
        <p className="flex min-h-7 min-w-0 flex-1 basis-32 items-center gap-2">
          <StatusGlyph shape={shape} tone={tone} />
          <span className="shrink-0 font-medium">{name}</span>
          <span className="min-w-0 text-muted">
            {t(`servers.of.${word}`, { code: server?.code, signal: server?.signal })}
          </span>
        </p>
        <Acts {...props} />
      </div>
      <code className="wrap-anywhere text-muted">{command}</code>
      {server && <Addresses server={server} onPreview={onPreview} />}
      {server && (
        <>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="self-start rounded-sm text-accent touch-target"
          >
            {t(open ? 'servers.hideLog' : 'servers.showLog', { name })}
          </button>
          {open && <ServerLog threadId={threadId} server={server} />}
        </>
      )}
    </li>
  )
}

type AddressesProps = { server: DevServer; onPreview: (port: number) => void }

function Addresses({ server, onPreview }: AddressesProps) {
  const { t } = useTranslation()
  const ports = portsOf(server)
  if (server.state !== 'running' || ports.length === 0) return null
  const { port } = server
  return (
    <>
      <p className="flex flex-wrap gap-x-3 gap-y-1">
        {ports.map((one) => (
          <Address key={one} port={one} onPreview={() => onPreview(one)} />
        ))}
      </p>
      {port !== null && !ports.includes(port) && (
        <p className="text-need">{t('servers.otherPort', { port })}</p>
      )}
    </>
  )
}

function Address({ port, onPreview }: { port: number; onPreview: () => void }) {
  const { t } = useTranslation()
  const { host, href } = addressOf(port)
  return (
    <span className="inline-flex items-center gap-x-3">
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        className="inline-flex items-center gap-1 rounded-sm text-accent underline underline-offset-2 touch-target"
      >
        {host}
        <ExternalLink size={12} aria-hidden />
        <span className="sr-only">{t('servers.newTab')}</span>
      </a>
      <button
        type="button"
        aria-label={t('servers.preview.of', { host })}
        onClick={onPreview}
        className="inline-flex items-center gap-1 rounded-sm text-accent touch-target"
      >
        <AppWindow size={13} aria-hidden />
        {t('servers.preview.title')}
      </button>
    </span>
  )
}

const actions = ['start', 'stop', 'restart'] as const satisfies DevServerAction[]
const icons = {
  start: <Play size={12} aria-hidden />,
  stop: <Square size={11} aria-hidden />,
  restart: <RotateCw size={12} aria-hidden />,
}

function Acts({ threadId, projectId, line }: ServerItemProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const { name, server, isOffered } = line
  const isRunning = server?.state === 'running'
  const possible = actions.filter((action) =>
    action === 'stop' ? isRunning : isOffered && isRunning === (action === 'restart'),
  )
  return (
    <>
      {possible.length > 0 && (
        <p className="flex flex-wrap items-center gap-2">
          {possible.map((action) => (
            <Button
              key={action === 'restart' ? 'restart' : 'power'}
              size="sm"
              busy={busy}
              icon={icons[action]}
              aria-label={t(`servers.${action}`, { name })}
              onClick={() => attempt(() => changeServer(threadId, name, action))}
            >
              {t(`servers.acts.${action}`)}
            </Button>
          ))}
        </p>
      )}
      {problem && (
        <p role="alert" className="basis-full text-fail">
          {words(problem).text} {words(problem).detail}{' '}
          {problem.code === 'dev_server_withheld' && <TrustLink projectId={projectId} />}
        </p>
      )}
    </>
  )
}

function ServerLog({ threadId, server }: { threadId: ThreadId; server: DevServer }) {
  const { name, key, state } = server
  const { data } = useServerOutput(threadId, { name, key, live: state === 'running' })
  return data ? <PrintedOutput name={name} output={data} /> : null
}
