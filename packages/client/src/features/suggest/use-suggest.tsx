// Suggestions in a field: commands behind a slash, files behind an @. Up and down choose, Enter or Tab take, Escape closes;
// a key that an input method needs is left to it.
import { File, Folder } from 'lucide-react'
import { useEffect, useId, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { rankPaths } from '@a-parallel/contract/model'
import type { ProjectId, SlashCommand, ThreadId, ThreadMode } from '@a-parallel/shared'
import { useFiles, useSlashCommands } from '../../api/suggestions.ts'
import { isComposing } from '../../ui/controls/text-area.tsx'
import { announce } from '../../ui/display/announcer.tsx'
import {
  rowId,
  type Suggestion,
  type SuggestionListProps,
} from '../../ui/suggest/suggestion-list.tsx'
import { fittingCommands, isOfPlugin } from './commands.ts'
import { insertionOf, type Trigger } from './trigger.ts'
import { useTrigger } from './use-trigger.ts'

export interface SuggestFrom {
  projectId: ProjectId
  /** Null before there is one. */
  threadId: ThreadId | null
  mode: ThreadMode
  /** The branch that its worktree begins with; null: the project's default. */
  base: string | null
  /** What the thread's own agent has said; empty before it did. */
  commands: readonly SlashCommand[]
}

/**
 * `field` belongs to the text box, `list` to the SuggestionList beside it. `onKeyDown` goes before all other keys of the
 * field: true where the key was meant for the list.
 */
export function useSuggest(
  box: RefObject<HTMLTextAreaElement | null>,
  text: string,
  from: SuggestFrom,
) {
  const { t } = useTranslation()
  const id = useId()
  const { trigger, close, ...follow } = useTrigger(box, text)
  const { suggestions, note, whole } = useFitting(trigger, from)
  const [chosen, setChosen] = useState({ of: '', id: '' })
  const of = trigger === null ? '' : `${trigger.kind} ${trigger.from} ${trigger.query}`
  const found = chosen.of === of ? suggestions.findIndex((one) => one.id === chosen.id) : 0
  const index = Math.max(0, found)
  const choose = (place: number) => setChosen({ of, id: suggestions[place]?.id ?? '' })
  const open = suggestions.length > 0
  useAnnounced(open, suggestions.length)
  const pick = (place: number) => {
    const suggestion = suggestions[place]
    const field = box.current
    if (!suggestion || !trigger || !field) return
    field.setRangeText(insertionOf(trigger, suggestion.id), trigger.from, trigger.to, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open || isComposing(event)) return false
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      choose((index + step + suggestions.length) % suggestions.length)
    } else if (event.key === 'Escape') close()
    else if (takes(event, suggestions[index], whole)) pick(index)
    else return false
    event.preventDefault()
    return true
  }
  const list: SuggestionListProps = {
    id,
    label: t(trigger?.kind === 'file' ? 'suggest.files' : 'suggest.commands'),
    suggestions,
    active: index,
    side: 'above',
    note,
    onActive: choose,
    onPick: pick,
  }
  const field = {
    ...follow,
    'aria-autocomplete': 'list' as const,
    'aria-controls': open ? id : undefined,
    'aria-activedescendant': open ? rowId(id, index) : undefined,
  }
  return { list, field, onKeyDown }
}

/** Whoever has typed a whole name wants what Enter does without a list. */
function takes(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
  suggestion: Suggestion | undefined,
  whole: string | null,
): boolean {
  if (shiftKey || ctrlKey || metaKey || altKey) return false
  return key === 'Tab' || (key === 'Enter' && suggestion?.id !== whole)
}

interface Fitting {
  suggestions: Suggestion[]
  note: string | null
  /** The one whose whole name, or other name, was typed. */
  whole: string | null
}

function useFitting(trigger: Trigger | null, from: SuggestFrom): Fitting {
  const { t } = useTranslation()
  const ofCommand = trigger?.kind === 'command'
  const lasts = useSlashCommands(from, ofCommand && from.commands.length === 0)
  const files = useFiles(from, trigger?.query ?? '', trigger?.kind === 'file')
  if (trigger === null) return { suggestions: [], note: null, whole: null }
  const { query } = trigger
  if (!ofCommand) return { suggestions: fittingFiles(files, query), note: null, whole: query }
  const known = from.commands.length > 0 ? from.commands : (lasts.data?.commands ?? [])
  const fitting = fittingCommands(known, query)
  const isPath = query.includes('/')
  const isText = known.length > 0 && !isPath && !isOfPlugin(known, query)
  const note = isText ? t('suggest.noCommand') : null
  const whole = fitting.find(({ name, aliases }) => [name, ...aliases].includes(query))
  return { suggestions: fitting.map(commandRow), note, whole: whole?.name ?? null }
}

/** Those of what was typed before, until the others come: only what fits by now. */
function fittingFiles(
  { data, isPlaceholderData }: ReturnType<typeof useFiles>,
  query: string,
): Suggestion[] {
  const found = data?.files ?? []
  const fitting = isPlaceholderData ? rankPaths(found, query, found.length) : found
  return fitting.map(fileRow)
}

function commandRow({ name, description, hint }: SlashCommand): Suggestion {
  return {
    id: name,
    label: `/${name}`,
    code: true,
    hint,
    detail: description,
  }
}

function fileRow(path: string): Suggestion {
  const isFolder = path.endsWith('/')
  const end = isFolder ? path.length - 1 : path.length
  const start = path.lastIndexOf('/', end - 1) + 1
  return {
    id: path,
    label: path.slice(start),
    icon: isFolder ? <Folder size={14} aria-hidden /> : <File size={14} aria-hidden />,
    detail: path.slice(0, start),
  }
}

function useAnnounced(open: boolean, count: number): void {
  const { t } = useTranslation()
  useEffect(() => {
    if (open) announce(t('suggest.found', { count }))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- said once, when the list opens
  }, [open])
}
