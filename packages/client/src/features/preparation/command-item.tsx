// One command of a preparation: how it stands, what it printed, and what can be done about it.
import type {
  ProblemValue,
  ProjectId,
  SetupAction,
  SetupCommand,
  ThreadId,
} from '@a-parallel/shared'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Collapsible } from '../../ui/display/collapsible.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { CommandLog } from './command-log.tsx'
import { TrustLink } from './links.tsx'

const looks: Record<SetupCommand['state'], readonly [GlyphShape, Tone]> = {
  waiting: ['dashed', 'idle'],
  running: ['arc', 'setup'],
  done: ['check', 'review'],
  failed: ['square-cross', 'fail'],
  lost: ['square-cross', 'fail'],
  withheld: ['stop', 'idle'],
  skipped: ['ring', 'idle'],
}

export type CommandItemProps = {
  threadId: ThreadId
  projectId: ProjectId
  command: SetupCommand
  fixed: boolean
}

export function CommandItem({ threadId, projectId, command, fixed }: CommandItemProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { name, state, code, blocking, attempt, problem } = command
  const failed = state === 'failed' || state === 'lost'
  const [chosen, setOpen] = useState<boolean>()
  const open = chosen ?? (failed || (state === 'running' && blocking))
  const [shape, tone] = looks[state]
  const acting = useActing(threadId, name)
  return (
    <li className="rounded-md border border-line">
      <Collapsible
        open={open}
        onToggle={setOpen}
        header={
          <>
            <StatusGlyph shape={shape} tone={tone} />
            <span className="min-w-0 truncate">{name}</span>
            <span className="min-w-0 truncate text-muted">
              {t(`preparation.of.${state === 'failed' && code !== null ? 'exited' : state}`, {
                code,
              })}
              {!blocking && ` · ${t('preparation.beside')}`}
            </span>
          </>
        }
        aside={!fixed && isOver(state) && <Again name={name} {...acting} />}
      >
        {() => (
          <div className="px-2 pb-2">
            <code className="block pb-1.5 wrap-anywhere text-muted">{command.command}</code>
            {problem && <p className="pb-1.5 text-fail">{words(problem).text}</p>}
            {attempt > 0 && <CommandLog threadId={threadId} command={command} />}
          </div>
        )}
      </Collapsible>
      {state === 'withheld' && (
        <p className="px-2 pb-2 text-pretty">
          {t('preparation.withheld')} <TrustLink projectId={projectId} />
        </p>
      )}
      {!fixed && !isOver(state) && <Acts command={command} {...acting} />}
      {acting.problem && (
        <p role="alert" className="px-2 pb-2 text-fail">
          {words(acting.problem).text}
        </p>
      )}
    </li>
  )
}

/** There is nothing to decide about it; it can be run again all the same. */
function isOver(state: SetupCommand['state']): boolean {
  return state === 'done' || state === 'skipped'
}

interface Acting {
  doing: SetupAction | undefined
  problem: ProblemValue | undefined
  act: (action: SetupAction) => void
}

function useActing(threadId: ThreadId, name: string): Acting {
  const [doing, setDoing] = useState<SetupAction>()
  const [problem, setProblem] = useState<ProblemValue>()
  const act = (action: SetupAction) => {
    setDoing(action)
    setProblem(undefined)
    callApi('changeSetup', { params: { id: threadId }, body: { name, action } })
      .catch((cause: unknown) => setProblem(problemOf(cause)))
      .finally(() => setDoing(undefined))
  }
  return { doing, problem, act }
}

function Again({ name, doing, act }: { name: string } & Acting) {
  const { t } = useTranslation()
  return (
    <IconButton
      size="sm"
      label={t('preparation.again', { name })}
      icon={<RotateCw size={12} aria-hidden />}
      disabled={doing !== undefined}
      onClick={() => act('retry')}
      className="mx-1"
    />
  )
}

type ActsProps = Pick<CommandItemProps, 'command'> & Acting

function Acts({ command: { name, state, blocking }, doing, act }: ActsProps) {
  const { t } = useTranslation()
  const failed = state === 'failed' || state === 'lost'
  const mayRun = failed || state === 'withheld'
  const maySkip = state === 'running' || (blocking && (failed || state === 'waiting'))
  if (!mayRun && !maySkip) return null
  return (
    <p className="flex flex-wrap items-center gap-2 px-2 pb-2">
      {mayRun && (
        <Button
          size="sm"
          weight={failed ? 'primary' : 'normal'}
          busy={doing === 'retry'}
          onClick={() => act('retry')}
        >
          {t(failed ? 'preparation.retry' : 'preparation.again', { name })}
        </Button>
      )}
      {maySkip && (
        <Button size="sm" busy={doing === 'skip'} onClick={() => act('skip')}>
          {t(blocking ? 'preparation.skip' : 'preparation.end', { name })}
        </Button>
      )}
    </p>
  )
}
