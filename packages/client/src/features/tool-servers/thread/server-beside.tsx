// One MCP server beside a thread: whether its agent is given it, how it stands, and what can be done where it does not work.
import type { ThreadToolServer, ThreadView, ToolServer, ToolServerReport } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Switch } from '../../../ui/controls/switch.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { TrustLink } from '../../preparation/index.ts'
import { ReportLine, StartsElsewhere, StatusWords } from '../report-line.tsx'
import { SignIn } from '../sign-in.tsx'
import { useToolServerActs } from '../use-acts.ts'

interface ServerBesideProps {
  view: ThreadView
  one: ThreadToolServer
  onTurn: (on: boolean) => void
}

export function ServerBeside({ view, one, onTurn }: ServerBesideProps) {
  const { server, on, withheld, status } = one
  return (
    <div className="flex flex-col gap-1.5">
      <Switch
        label={server.name}
        hint={<Standing one={one} lives={view.run?.state === 'live'} />}
        checked={on}
        onChange={onTurn}
      />
      {withheld && (
        <p className="text-xs">
          <TrustLink projectId={view.projectId} />
        </p>
      )}
      {status === 'needs-sign-in' && <SigningIn server={server} />}
      {status === 'failed' && (
        <>
          <StartsElsewhere server={server} />
          <Reconnect view={view} one={one} />
        </>
      )}
    </div>
  )
}

function Standing({ one, lives }: { one: ThreadToolServer; lives: boolean }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { server, on, withheld, status, error } = one
  if (!on) return t('toolServers.offHere')
  if (withheld) return t('toolServers.withheld')
  if (server.problem) return <span className="text-fail">{words(server.problem).text}</span>
  if (status === null) return t(lives ? 'toolServers.untold' : 'toolServers.notStarted')
  return <StatusWords status={status} error={error} />
}

/** That it came to nothing is told; once it is connected the agent reaches it anew, and tells that itself. */
function SigningIn({ server }: { server: ToolServer }) {
  const [report, setReport] = useState<ToolServerReport>()
  return (
    <>
      {report?.status !== 'connected' && <ReportLine report={report} testing={false} />}
      <SignIn server={server} onDone={setReport} />
    </>
  )
}

function Reconnect({ view, one: { server } }: Pick<ServerBesideProps, 'view' | 'one'>) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { reconnect } = useToolServerActs()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  return (
    <div className="flex flex-col items-start gap-1">
      <Button size="sm" busy={busy} onClick={() => attempt(() => reconnect(view.id, server.id))}>
        {t('toolServers.reconnect', { name: server.name })}
      </Button>
      {problem && (
        <p role="alert" className="text-sm text-fail">
          {words(problem).text}
        </p>
      )}
    </div>
  )
}
