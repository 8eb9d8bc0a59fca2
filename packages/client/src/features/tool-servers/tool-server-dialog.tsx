// The window in which an MCP server is written, by hand or from pasted JSON. What will be run is shown before it is kept.
import type { ToolServerDraft } from '@a-parallel/contract/model'
import type { ProblemValue, ToolServer } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { PastedServers } from './pasted-servers.tsx'
import { ToolServerForm } from './tool-server-form.tsx'
import { useToolServerActs } from './use-acts.ts'
import { blank, givenOf, lackOf, writtenOf, writtenOfDraft, type Lack } from './written.ts'

interface ToolServerDialogProps {
  /** Null: a new one. */
  server: ToolServer | null
  onClose: () => void
  onKept: (server: ToolServer) => void
}

export function ToolServerDialog({ server, onClose, onKept }: ToolServerDialogProps) {
  const { t } = useTranslation()
  const { add, change } = useToolServerActs()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const [by, setBy] = useState<Way>('form')
  const [pasted, setPasted] = useState('')
  const [written, setWritten] = useState(() => (server ? writtenOf(server) : blank))
  const lack = lackOf(written)
  const save = () =>
    attempt(async () => {
      const given = givenOf(written)
      onKept(await (server ? change(server.id, given) : add(given)))
      onClose()
    })
  const fill = (draft: ToolServerDraft) => {
    setWritten({ ...writtenOfDraft(draft), projectId: written.projectId })
    setBy('form')
  }
  return (
    <Dialog
      open
      onOpenChange={(still) => !still && onClose()}
      title={server ? t('toolServers.editOne', { name: server.name }) : t('toolServers.add')}
      closeLabel={t('app.close')}
      shape="wide"
      footer={
        by === 'form' && (
          <>
            <Button onClick={onClose}>{t('app.cancel')}</Button>
            <Button weight="primary" busy={busy} disabled={lack !== null} onClick={save}>
              {t(server ? 'app.save' : 'toolServers.keep')}
            </Button>
          </>
        )
      }
    >
      {server === null && <By by={by} onChange={setBy} />}
      {by === 'json' ? (
        <PastedServers
          text={pasted}
          projectId={written.projectId}
          onText={setPasted}
          onFill={fill}
        />
      ) : (
        <ToolServerForm
          written={written}
          asksPrivate={problem?.code === 'tool_server_private' || written.privateAddress}
          onChange={(some) => setWritten((before) => ({ ...before, ...some }))}
        />
      )}
      {by === 'form' && <Said problem={problem} lack={lack} />}
    </Dialog>
  )
}

type Way = 'form' | 'json'

function By({ by, onChange }: { by: Way; onChange: (by: Way) => void }) {
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

/** Why it was not kept, or cannot be yet. */
function Said({ problem, lack }: { problem: ProblemValue | undefined; lack: Lack | null }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  return (
    <div className="pt-3 text-sm">
      {problem && (
        <p role="alert" className="text-fail">
          {words(problem).text}
        </p>
      )}
      {!problem && lack && <p className="text-muted">{t(`toolServers.lack.${lack}`)}</p>}
    </div>
  )
}
