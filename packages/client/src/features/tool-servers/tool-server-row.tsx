// One MCP server: what is run or reached, whether agents are given it, what a test of it says, and what can be done to it.
import { worksInCheckout } from '@a-parallel/contract/model'
import type { ToolServer } from '@a-parallel/shared'
import { Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Switch } from '../../ui/controls/switch.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../words/dialog-labels.ts'
import { useProblemWords } from '../../words/problem-text.ts'
import { TrustLink } from '../preparation/index.ts'
import { useProjects } from '../projects/index.ts'
import { ProjectSwitches } from './project-switches.tsx'
import { SignIn } from './sign-in.tsx'
import { ReportLine, StartsElsewhere } from './report-line.tsx'
import { useTest } from './use-test.ts'
import { useToolServerActs } from './use-acts.ts'
import { shownCommand } from './written.ts'

interface ToolServerRowProps {
  server: ToolServer
  onEdit: () => void
  onRemoved: () => void
}

export function ToolServerRow({ server, onEdit, onRemoved }: ToolServerRowProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { turn, remove, renew } = useToolServerActs()
  const { last, testing, failed, test } = useTest(server)
  const { problem: refused, attempt } = useAttempt(() => undefined)
  const { id, name, transport } = server
  const problem = refused ?? failed ?? server.problem
  const gone = async () => {
    await remove(id)
    onRemoved()
  }
  return (
    <li className="flex flex-col gap-1.5 py-3" aria-label={name}>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="flex min-h-8 min-w-0 flex-1 basis-40 flex-wrap items-center gap-2">
          <span className="font-medium wrap-anywhere">{name}</span>
          <Badge>{t(`toolServers.type.${transport.type}`)}</Badge>
          <Scope server={server} />
          {worksInCheckout(transport) && <Badge>{t('toolServers.inCheckout')}</Badge>}
        </div>
        <Acts
          server={server}
          testing={testing}
          onTest={test}
          onEdit={onEdit}
          onRemove={() => attempt(gone)}
          onTurn={(next) => attempt(() => turn(id, next))}
        />
      </div>
      <code className="text-sm wrap-anywhere text-muted">{placeText(server)}</code>
      {transport.names.length > 0 && (
        <p className="text-sm text-muted">
          {t('toolServers.sealed', { names: transport.names.join(', ') })}
        </p>
      )}
      <ReportLine report={last?.report} at={last?.at} testing={testing} />
      {last?.report.status === 'failed' && <StartsElsewhere server={server} />}
      {last?.report.status === 'needs-sign-in' && (
        <SignIn server={server} onDone={() => void renew()} />
      )}
      {problem && (
        <p role="alert" className="text-sm text-fail">
          {words(problem).text}{' '}
          {problem.code === 'tool_server_withheld' && server.projectId !== null && (
            <TrustLink projectId={server.projectId} />
          )}
        </p>
      )}
      {server.projectId === null && (
        <ProjectSwitches
          server={server}
          onTurn={(projectId, next) => attempt(() => turn(id, next, { projectId }))}
        />
      )}
    </li>
  )
}

interface ActsProps {
  server: ToolServer
  testing: boolean
  onTest: () => void
  onEdit: () => void
  onRemove: () => void
  onTurn: (on: boolean) => void
}

function Acts({ server, testing, onTest, onEdit, onRemove, onTurn }: ActsProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { name, on } = server
  return (
    <div className="flex items-center gap-1.5">
      <Button size="sm" busy={testing} onClick={onTest}>
        {t(testing ? 'toolServers.testing' : 'toolServers.test')}
      </Button>
      <IconButton
        label={t('toolServers.editOne', { name })}
        icon={<Pencil size={14} aria-hidden />}
        onClick={onEdit}
      />
      <IconButton
        label={t('toolServers.removeOne', { name })}
        icon={<Trash2 size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      />
      {asking && (
        <AskRemoval server={server} onClose={() => setAsking(false)} onRemove={onRemove} />
      )}
      <Switch label={t('toolServers.onOne', { name })} hideLabel checked={on} onChange={onTurn} />
    </div>
  )
}

interface AskRemovalProps {
  server: ToolServer
  onClose: () => void
  onRemove: () => void
}

/** What was kept for it cannot be brought back. */
function AskRemoval({ server: { name, transport }, onClose, onRemove }: AskRemovalProps) {
  const { t } = useTranslation()
  const { cancel } = useDialogLabels()
  const safe = useRef<HTMLButtonElement>(null)
  const remove = () => {
    onClose()
    onRemove()
  }
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('toolServers.removeTitle', { name })}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            {cancel}
          </Button>
          <Button weight="danger" onClick={remove}>
            {t('toolServers.removeButton')}
          </Button>
        </>
      }
    >
      <p>{t('toolServers.removeDetail')}</p>
      {transport.names.length > 0 && (
        <p className="pt-2">
          {t('toolServers.removeValues', { names: transport.names.join(', ') })}
        </p>
      )}
    </AlertDialog>
  )
}

function placeText({ transport }: ToolServer): string {
  return transport.type === 'stdio'
    ? shownCommand(transport.command, transport.args)
    : transport.url
}

/** Of which project it is; of all of them goes without saying. */
function Scope({ server: { projectId } }: { server: ToolServer }) {
  const { t } = useTranslation()
  const projects = useProjects()
  if (projectId === null) return null
  const name = projects.find(({ id }) => id === projectId)?.name
  return <Badge>{name ?? t('toolServers.goneProject')}</Badge>
}
