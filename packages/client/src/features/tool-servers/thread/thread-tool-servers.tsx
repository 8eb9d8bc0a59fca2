// The MCP servers beside a thread: by name always, and by a sign with how many its agent has where there are any, and which of
// them it does without.
import type { ProblemValue, ThreadToolServer, ThreadView } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { CircleAlert, KeyRound, Plug } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../api/refusal.ts'
import { useThreadToolServers, useToolServers } from '../../../api/tool-servers.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { EmptyState } from '../../../ui/display/empty-state.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { useCommand } from '../../commands/index.ts'
import { useToolServerActs } from '../use-acts.ts'
import { BroughtServers } from './brought-servers.tsx'
import { ServerBeside } from './server-beside.tsx'
import { standingOf, type Standing } from './standing.ts'

export function ThreadToolServers({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { data } = useToolServers()
  useCommand('threadToolServers', () => setOpen(true), { name: view.title })
  // What its repository brings is told by an agent alone.
  const { data: beside } = useThreadToolServers(view, view.run?.state === 'live')
  const there =
    data?.servers.some(({ projectId }) => projectId === null || projectId === view.projectId) ||
    (beside?.brought.length ?? 0) > 0
  return (
    <>
      {there && <Sign view={view} onPress={() => setOpen(true)} />}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('toolServers.ofThread')}
        description={t('toolServers.threadIntro')}
        closeLabel={t('app.close')}
      >
        <Beside view={view} open={open} />
        <p className="mt-3 text-sm">
          <Link
            to="/settings/$section"
            params={{ section: 'mcp' }}
            className="text-accent underline underline-offset-2"
          >
            {t('toolServers.toAll')}
          </Link>
        </p>
      </Dialog>
    </>
  )
}

function Sign({ view, onPress }: { view: ThreadView; onPress: () => void }) {
  const { data } = useThreadToolServers(view, true)
  const standing = data && standingOf(data.servers, data.brought)
  const label = useSignWords(standing)
  const { count = 0, failed = [], asking = [] } = standing ?? {}
  const isQuiet = count + failed.length + asking.length === 0
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onPress}
      // A phone has no room for what says nothing.
      className={`inline-flex min-h-6 items-center gap-1 rounded-sm px-1 whitespace-nowrap text-muted tabular-nums hover:bg-hover hover:text-fg touch-target ${isQuiet ? 'max-md:hidden' : ''}`}
    >
      <Plug size={12} aria-hidden />
      {count > 0 && count}
      {failed.length > 0 && <CircleAlert size={12} aria-hidden className="text-fail" />}
      {failed.length === 0 && asking.length > 0 && (
        <KeyRound size={12} aria-hidden className="text-need" />
      )}
    </button>
  )
}

function useSignWords(standing: Standing | undefined): string {
  const { t } = useTranslation()
  const format = useFormat()
  const label = t('toolServers.ofThread')
  if (!standing) return label
  const { count, failed, asking } = standing
  const said = [t('toolServers.given', { count })]
  const named = (names: string[]) => ({ names: format.list(names), count: names.length })
  if (failed.length > 0) said.push(t('toolServers.failedOnes', named(failed)))
  if (asking.length > 0) said.push(t('toolServers.askingOnes', named(asking)))
  return `${label}: ${said.join(' · ')}`
}

function Beside({ view, open }: { view: ThreadView; open: boolean }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error } = useThreadToolServers(view, open)
  const [problem, setProblem] = useState<ProblemValue>()
  const { turn } = useToolServerActs()
  const refused = problem ?? (error ? problemOf(error) : undefined)
  const change = ({ server }: ThreadToolServer, on: boolean | null) => {
    setProblem(undefined)
    turn(server.id, on, { threadId: view.id }).catch((cause: unknown) =>
      setProblem(problemOf(cause)),
    )
  }
  return (
    <>
      {!data && !refused && <Skeleton lines={['60%', '40%']} />}
      {data?.servers.length === 0 && data.brought.length === 0 && (
        <EmptyState
          icon={<Plug size={24} aria-hidden />}
          title={t('toolServers.none')}
          detail={t('toolServers.hint')}
        />
      )}
      {data && data.servers.length > 0 && (
        <ul aria-label={t('toolServers.ofThread')} className="divide-y divide-line">
          {data.servers.map((one) => (
            <li key={one.server.id} className="py-2">
              <ServerBeside view={view} one={one} onTurn={(on) => change(one, on)} />
            </li>
          ))}
        </ul>
      )}
      {data && <BroughtServers servers={data.brought} />}
      {refused && (
        <p role="alert" className="pt-2 text-sm text-fail">
          {words(refused).text}
        </p>
      )}
    </>
  )
}
