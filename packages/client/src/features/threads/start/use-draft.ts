// The draft of a project as state: read when the screen opens, kept within 300 ms of a change.
import type { AgentSettings, LastThreadSettings, Project } from '@a-parallel/shared'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { changeSetting, readSettings, useSettings } from '../../settings/index.ts'
import { keepDraft, newThreadId, readDraft, type Draft } from './draft.ts'

const soon = 250

type Beginning = Pick<Project, 'model' | 'permissionMode'>

/** What a thread begins with where nobody says otherwise: as its project does, else as is set, else as the last one did. */
function usual(
  { model, permissionMode }: Beginning,
  set: AgentSettings,
  last: LastThreadSettings,
): Omit<Draft, 'id'> {
  return {
    model: model ?? set.model ?? last.model ?? 'sonnet',
    effort: set.effort ?? last.effort,
    permissionMode: permissionMode ?? set.permissionMode ?? last.permissionMode ?? 'confirmEdit',
    mode: 'worktree',
    baseBranch: null,
    toolServers: {},
  }
}

/** Only what a person chose: the rest follows what is usual, also when that changes. */
type Chosen = Partial<Draft> & Pick<Draft, 'id'>

/** `change` merges; `done` forgets the draft once the server has it, and remembers its choices for the next. */
export function useDraft(project: Project) {
  const { id: projectId, model, permissionMode } = project
  const set = useSettings(({ agents }) => agents)
  const last = useSettings(({ lastThread }) => lastThread)
  const [chosen, setChosen] = useState<Chosen>(() => ({ id: newThreadId() }))
  const draft = useMemo(
    () => ({ ...usual({ model, permissionMode }, set, last), ...chosen }),
    [model, permissionMode, set, last, chosen],
  )
  const touched = useRef(false)
  const latest = useRef(chosen)
  const saving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    let current = true
    void readDraft(projectId).then((kept) => {
      if (current && kept && !touched.current) setChosen((now) => ({ ...now, ...kept }))
    })
    return () => {
      current = false
    }
  }, [projectId])
  useEffect(() => {
    latest.current = chosen
    if (!touched.current) return
    saving.current = setTimeout(() => void keepDraft(projectId, chosen), soon)
    return () => clearTimeout(saving.current)
  }, [projectId, chosen])
  useEffect(
    () => () => {
      if (touched.current) void keepDraft(projectId, latest.current)
    },
    [projectId],
  )
  const change = useCallback((part: Partial<Draft>) => {
    touched.current = true
    setChosen((now) => ({ ...now, ...part }))
  }, [])
  const done = useCallback(async () => {
    touched.current = false
    // A save that waits would bring the draft back, and its id would make the next thread this one.
    clearTimeout(saving.current)
    remember(latest.current)
    await keepDraft(projectId, undefined)
    setChosen({ id: newThreadId() })
  }, [projectId])
  return { draft, change, done }
}

/** What a project begins with by itself is no choice. Where it cannot be saved, the next thread begins as this one did. */
function remember({ model, effort, permissionMode }: Chosen): void {
  if (model !== undefined) keepLast('model', model)
  if (effort !== undefined) keepLast('effort', effort)
  if (permissionMode !== undefined && permissionMode !== 'bypass')
    keepLast('permissionMode', permissionMode)
}

function keepLast<Field extends keyof LastThreadSettings>(
  field: Field,
  value: LastThreadSettings[Field],
): void {
  if (readSettings().lastThread[field] !== value) void changeSetting('lastThread', field, value)
}
