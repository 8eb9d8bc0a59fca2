// Where the agent's program lies: what was found, another path, and trying it. A path is kept only once it has answered;
// until then the old one stays.
import type { AgentProgram, ProblemValue } from '@a-parallel/shared'
import { RefreshCw } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../api/call.ts'
import { useSetupCheck } from '../../api/queries.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { changeSetting, readSettings, useSavingOf, useSettings } from '../settings/index.ts'
import { faultOf, useFaultWords } from './fault-words.ts'
import { ProgramFound } from './program-found.tsx'

type Tried = { kind: 'trying' } | { kind: 'tried'; program: AgentProgram } | Failed
type PathForm = ReturnType<typeof usePath>
type Failed = { kind: 'failed'; problem: ProblemValue }

/** `found`: what new agents are started from now; undefined while that is not known. */
export function ProgramSetting({ found }: { found: AgentProgram | undefined }) {
  const { t } = useTranslation()
  const form = usePath()
  const { kept, path, saving, tried } = form
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path !== '' && path !== kept) void form.keep(path)
  }
  return (
    <form
      id="agents.program"
      tabIndex={-1}
      onSubmit={submit}
      className="flex scroll-mt-4 flex-col gap-3 outline-none"
    >
      <Found found={found} kept={kept} />
      <TextField
        label={t('agents.program')}
        hint={t('agents.programHint')}
        placeholder={found?.path ?? t('agents.programExample')}
        value={form.typed ?? kept ?? ''}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        className="font-mono text-sm"
        onChange={(event) => form.type(event.target.value)}
      />
      <Acts form={form} />
      <NotKept problem={typeof saving === 'object' ? saving : undefined} />
      <output className="block text-sm text-muted empty:hidden">
        {saving === 'saved' && !tried && t('settings.saved')}
      </output>
      <Outcome tried={tried} />
    </form>
  )
}

/** What is typed, kept and tried. */
function usePath() {
  const kept = useSettings(({ agents }) => agents.program)
  const saving = useSavingOf('agents', 'program')
  const check = useChecked(saving === 'saving' ? undefined : kept)
  const [typed, setTyped] = useState<string>()
  const [tried, setTried] = useState<Tried>()
  const path = (typed ?? kept ?? '').trim()
  return {
    kept,
    saving,
    typed,
    tried,
    path,
    type: (text: string) => {
      setTyped(text)
      setTried(undefined)
    },
    keep: async (program: string | null) => {
      setTried(undefined)
      await changeSetting('agents', 'program', program)
      if (readSettings().agents.program !== kept) setTyped(undefined)
    },
    tryOut: async () => {
      setTried({ kind: 'trying' })
      const outcome = await callApi('checkAgent', { body: { program: path || null } }).then(
        (program): Tried => ({ kind: 'tried', program }),
        (cause: unknown): Tried => ({ kind: 'failed', problem: problemOf(cause) }),
      )
      setTried(outcome)
      if (path === (kept ?? '')) await check().catch(shown)
    },
  }
}

function Acts({ form: { kept, path, saving, tried, keep, tryOut } }: { form: PathForm }) {
  const { t } = useTranslation()
  const isSaving = saving === 'saving'
  const isTrying = tried?.kind === 'trying'
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" busy={isSaving} disabled={path === '' || path === kept || isSaving}>
        {t(isSaving ? 'agents.keeping' : 'agents.keep')}
      </Button>
      <Button
        busy={isTrying}
        icon={<RefreshCw size={13} aria-hidden />}
        onClick={() => void tryOut()}
      >
        {t(isTrying ? 'agents.checking' : 'agents.check')}
      </Button>
      {kept !== null && (
        <Button weight="quiet" onClick={() => void keep(null)}>
          {t('agents.findItself')}
        </Button>
      )}
    </div>
  )
}

/** The page shows what the query knows, and its error. */
const shown = () => undefined

/** Looks at the machine anew once another path is kept, here or on another page. Gives a way to look. */
function useChecked(kept: string | null | undefined): () => Promise<void> {
  const check = useSetupCheck()
  const before = useRef(kept)
  useEffect(() => {
    if (kept === undefined || kept === before.current) return
    before.current = kept
    void check().catch(shown)
  }, [kept, check])
  return check
}

function Found({ found, kept }: { found: AgentProgram | undefined; kept: string | null }) {
  const { t } = useTranslation()
  if (!found) return <Skeleton lines={['45%', '65%']} />
  return (
    <div className="flex flex-col gap-1">
      <ProgramFound program={found} />
      <p className="text-sm text-muted">
        {t(`agents.namedBy.${found.namedBy}`)}
        {found.namedBy === 'environment' && kept === null && ` ${t('agents.comesFirst')}`}
      </p>
    </div>
  )
}

/** What is wrong with the path; and that the old one counts on. */
function NotKept({ problem }: { problem: ProblemValue | undefined }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const faultWords = useFaultWords()
  const fault = problem && faultOf(problem)
  return (
    <div role="alert" className="text-sm text-fail empty:hidden">
      {problem && (
        <p>
          {fault ? faultWords(fault, String(problem.values?.['path'] ?? '')) : words(problem).text}{' '}
          {t('agents.oldStays')}
        </p>
      )}
    </div>
  )
}

function Outcome({ tried }: { tried: Tried | undefined }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  return (
    <output className="block empty:hidden">
      {tried?.kind === 'tried' && (
        <div className="rounded-lg border border-line px-4 py-3">
          <ProgramFound program={tried.program} />
        </div>
      )}
      {tried?.kind === 'failed' && (
        <p className="text-sm text-fail">
          {t('welcome.checkFailed')} {words(tried.problem).text}
        </p>
      )}
    </output>
  )
}
