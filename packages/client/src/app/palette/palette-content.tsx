// What stands in the palette: threads and projects, those that need the person first; behind > the commands.
import { useNavigate, type NavigateOptions } from '@tanstack/react-router'
import { FolderGit2, Search } from 'lucide-react'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  chordOf,
  chordsOf,
  commandOf,
  commands,
  useDoers,
  type CommandId,
} from '../../features/commands/index.ts'
import { readSettings } from '../../features/settings/index.ts'
import { needing, ThreadGlyph } from '../../features/threads/index.ts'
import { readIndex } from '../../live/use-index.ts'
import { isMac, keysFor } from '../../platform/browser.ts'
import {
  PaletteSurface,
  type PaletteGroup,
  type PaletteItem,
} from '../../ui/overlays/palette-surface.tsx'
import { best, recent } from './find.ts'

export type PaletteContentProps = { open: boolean; onOpenChange: (open: boolean) => void }

const commandSign = '>'

export function PaletteContent({ open, onOpenChange }: PaletteContentProps) {
  const { t } = useTranslation()
  const [sought, setSought] = useState('')
  const places = usePlaces()
  const doable = useDoable()
  const close = () => onOpenChange(false)
  const groups = sought.trimStart().startsWith(commandSign)
    ? doable(sought.trimStart().slice(commandSign.length))
    : places(sought)
  return (
    <PaletteSurface
      open={open}
      onOpenChange={onOpenChange}
      label={t('palette.label')}
      placeholder={t('palette.placeholder')}
      value={sought}
      onValueChange={setSought}
      groups={groups.map((group) => ({
        ...group,
        items: group.items.map((item) => ({ ...item, onSelect: closing(close, item.onSelect) })),
      }))}
      none={t('palette.none')}
      hint={t('palette.hint')}
      onKeyDown={(event) => {
        if (!isPaletteKey(event)) return
        event.preventDefault()
        close()
      }}
    />
  )
}

/** Closed first: what is done may open a window of its own, and give the focus where it belongs. */
function closing(close: () => void, run: () => void): () => void {
  return () => {
    close()
    requestAnimationFrame(run)
  }
}

/** The keys that opened it close it again. */
function isPaletteKey({ nativeEvent }: KeyboardEvent): boolean {
  const chord = chordOf(nativeEvent, isMac)
  return chord !== null && commandOf(chord, readSettings().keyboard.bindings) === 'palette'
}

/** Threads and projects as they were when it was opened: nothing moves under a person's hand. */
function usePlaces(): (sought: string) => PaletteGroup[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [index] = useState(readIndex)
  const known = useMemo(() => {
    if (index.kind !== 'ready') return null
    const needed = new Set(needing(index.threads).map(({ id }) => id))
    const projects = index.projects.filter(({ archived }) => !archived)
    const all = recent(index.threads, projects)
    return {
      needs: all.filter(({ thread }) => needed.has(thread.id)),
      others: all.filter(({ thread }) => !needed.has(thread.id)),
      projects,
    }
  }, [index])
  if (known === null) return () => []
  const go: Going = (to) => () => void navigate(to)
  const lineOf = ({ thread, project }: Found): PaletteItem => ({
    id: thread.id,
    label: thread.title,
    detail: project,
    icon: <ThreadGlyph thread={thread} size={12} />,
    onSelect: go({ to: '/t/$threadId', params: { threadId: thread.id } }),
  })
  return (sought) =>
    [
      {
        id: 'needs',
        label: t('nav.needsYou'),
        items: best(known.needs, named, sought).map(lineOf),
      },
      {
        id: 'threads',
        label: t('palette.threads'),
        items: best(known.others, named, sought).map(lineOf),
      },
      {
        id: 'projects',
        label: t('palette.projects'),
        items: best(known.projects, ({ name }) => name, sought).map(({ id, name }) => ({
          id,
          label: t('palette.newIn', { name }),
          icon: <FolderGit2 size={14} aria-hidden />,
          onSelect: go({ to: '/new', search: { project: id } }),
        })),
      },
      {
        id: 'said',
        label: t('palette.said'),
        items: everywhere(sought, (words) => t('palette.searchFor', { words }), go),
      },
    ].filter(({ items }) => items.length > 0)
}

/** What stands in no title may still have been said. */
function everywhere(sought: string, label: (words: string) => string, go: Going): PaletteItem[] {
  const q = sought.trim()
  if (q === '') return []
  const icon = <Search size={14} aria-hidden />
  return [{ id: 'search', label: label(q), icon, onSelect: go({ to: '/search', search: { q } }) }]
}

type Found = ReturnType<typeof recent>[number]
const named = ({ thread, project }: Found) => `${thread.title} ${project}`

type Going = (to: NavigateOptions) => () => void

/** What can be done now, but opening what is open. */
function useDoable(): (sought: string) => PaletteGroup[] {
  const { t } = useTranslation()
  const doers = useDoers((state) => state.doers)
  return (sought) => {
    const { bindings } = readSettings().keyboard
    const latest = new Map(doers.map((doer) => [doer.id, doer]))
    latest.delete('palette')
    const lines = [...latest.values()].map(({ id, name, run }) => {
      const chord = chordsOf(id, bindings)[0]
      return {
        id,
        label: titleOf(id, name),
        keys: chord === undefined ? undefined : keysFor(chord),
        danger: commands[id].destructive,
        onSelect: run,
      }
    })
    const items = best(lines, ({ label }) => label, sought)
    return items.length === 0 ? [] : [{ id: 'commands', label: t('palette.commands'), items }]
  }
  function titleOf(id: CommandId, name: string | undefined): string {
    const { title, titleFor } = commands[id]
    return titleFor === undefined || name === undefined ? t(title) : t(titleFor, { name })
  }
}
