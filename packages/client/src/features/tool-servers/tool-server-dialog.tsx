// The window in which an MCP server is written, by hand or from pasted JSON. What will be run is shown before it is kept. Of
// several that were pasted, one after the other is.
import type { ProblemValue, ToolServer } from '@a-parallel/shared'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useFormat } from '../../platform/use-format.ts'
import { useProblemWords } from '../../words/problem-text.ts'
import { keepWriting } from './kept-writing.ts'
import { PastedServers } from './pasted-servers.tsx'
import { ToolServerForm } from './tool-server-form.tsx'
import { useToolServerActs } from './use-acts.ts'
import {
  afterKept,
  backAtList,
  filledWith,
  isWritten,
  leftOf,
  writingOf,
  type Writing,
} from './writing.ts'
import { givenOf, lackOf, openPlaces, type Lack, type Written } from './written.ts'

interface ToolServerDialogProps {
  /** Null: a new one. */
  server: ToolServer | null
  /** What was written before the window was closed. */
  before: Writing | undefined
  /** @param left what is to be there again; undefined: nothing. */
  onClose: (left: Writing | undefined) => void
  onKept: (server: ToolServer) => void
}

export function ToolServerDialog({ server, before, onClose, onKept }: ToolServerDialogProps) {
  const { t } = useTranslation()
  const { writing, setWriting, again } = useWriting(server, before)
  const [said, setSaid] = useState('')
  const { by, written } = writing
  const lack = lackOf(written)
  const { busy, problem, keep } = useKeeping(server, writing, (kept, isOpen) => {
    onKept(kept)
    const next = afterKept(writing)
    if (next === null || !isOpen) return onClose(next ?? undefined)
    setSaid(t('toolServers.keptAndLeft', { name: kept.name, count: leftOf(next) }))
    setWriting(next)
  })
  const put = (some: Partial<Writing>) => setWriting((now) => ({ ...now, ...some }))
  const close = () => onClose(isWritten(writing, server) ? writing : undefined)
  return (
    <Dialog
      open
      onOpenChange={(still) => !still && close()}
      title={server ? t('toolServers.editOne', { name: server.name }) : t('toolServers.add')}
      closeLabel={t('app.close')}
      shape="wide"
      footer={
        by === 'form' && (
          <>
            {writing.from === null ? (
              <Button onClick={() => onClose(undefined)}>{t('app.cancel')}</Button>
            ) : (
              <Button onClick={() => setWriting(backAtList)}>{t('toolServers.backAtList')}</Button>
            )}
            <Button weight="primary" busy={busy} disabled={lack !== null} onClick={keep}>
              {t(server ? 'app.save' : 'toolServers.keep')}
            </Button>
          </>
        )
      }
    >
      <StillHere again={again} onAnew={() => setWriting(writingOf(server))} />
      {server === null && <By by={by} onChange={(way) => put({ by: way })} />}
      <output className="block text-sm text-muted not-empty:pb-3">{by === 'json' && said}</output>
      {by === 'json' ? (
        <PastedServers
          writing={writing}
          onText={(pasted) => put({ pasted })}
          onFill={(draft) => setWriting((now) => filledWith(now, draft))}
        />
      ) : (
        <ToolServerForm
          written={written}
          asksPrivate={problem?.code === 'tool_server_private' || written.privateAddress}
          onChange={(some) =>
            setWriting((now) => ({ ...now, written: { ...now.written, ...some } }))
          }
        />
      )}
      {by === 'form' && <Said problem={problem} lack={lack} written={written} />}
    </Dialog>
  )
}

/** What stands in the window, kept with every change. `again`: what was there before, until something is changed. */
function useWriting(server: ToolServer | null, before: Writing | undefined) {
  const [first] = useState(before)
  const [writing, setWriting] = useState(first ?? writingOf(server))
  useEffect(() => {
    if (writing !== first) keepWriting(server, writing)
  }, [server, writing, first])
  return { writing, setWriting, again: writing === first ? writing : undefined }
}

/** Keeps what stands in the form. `problem`: why that was refused, and not another one of those that were pasted. */
function useKeeping(
  server: ToolServer | null,
  { from, written }: Writing,
  onKept: (server: ToolServer, isOpen: boolean) => void,
) {
  const { add, change } = useToolServerActs()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const [tried, setTried] = useState(from)
  const isOpen = useIsOpen()
  const keep = () => {
    setTried(from)
    attempt(async () => {
      const given = givenOf(written)
      const kept = await (server ? change(server.id, given) : add(given))
      onKept(kept, isOpen())
    })
  }
  return { busy, keep, problem: tried === from ? problem : undefined }
}

/** It may be closed while what stands in it is being saved. */
function useIsOpen(): () => boolean {
  const open = useRef(false)
  useEffect(() => {
    open.current = true
    return () => void (open.current = false)
  }, [])
  return () => open.current
}

/** What was written before the window was closed is there again, until something is changed. */
function StillHere({ again, onAnew }: { again: Writing | undefined; onAnew: () => void }) {
  const { t } = useTranslation()
  if (!again) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-3 text-sm text-muted">
      <p>{t('toolServers.stillHere')}</p>
      {again.lost.map((what) => (
        <p key={what} className="text-pretty text-need">
          {t(`toolServers.lost.${what}`)}
        </p>
      ))}
      <Button size="sm" onClick={onAnew}>
        {t('toolServers.startOver')}
      </Button>
    </div>
  )
}

function By({ by, onChange }: { by: Writing['by']; onChange: (by: Writing['by']) => void }) {
  const { t } = useTranslation()
  return (
    <div className="pb-3">
      <Segmented
        label={t('toolServers.by')}
        value={by}
        options={[
          { value: 'form', label: t('toolServers.byForm') },
          { value: 'json', label: t('toolServers.byJson') },
        ]}
        onChange={onChange}
      />
    </div>
  )
}

interface SaidProps {
  problem: ProblemValue | undefined
  lack: Lack | null
  written: Written
}

/** Why it was not kept, or cannot be yet. */
function Said({ problem, lack, written }: SaidProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useProblemWords()
  return (
    <div className="pt-3 text-sm">
      {problem && (
        <p role="alert" className="text-fail">
          {words(problem).text}
        </p>
      )}
      {!problem && lack && (
        <p className="wrap-anywhere text-muted">
          {t(`toolServers.lack.${lack}`, { places: format.list(openPlaces(written)) })}
        </p>
      )}
    </div>
  )
}
