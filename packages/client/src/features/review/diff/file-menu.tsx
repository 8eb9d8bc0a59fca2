// What else can be done with a file of the diff: copy its path, a link to it or its patch, or read all of it.
import { Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Menu, type MenuEntry } from '../../../ui/overlays/menu.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { scopeText } from '../model/scope.ts'
import type { FileSection } from '../model/sections.ts'
import { usePane } from '../state/pane.ts'

/** Every line around the changes. */
export const allAround = 100_000

export function FileMenu({ section }: { section: FileSection }) {
  const { t } = useTranslation()
  const { acts, run } = usePane()
  const copies = useCopies(section)
  const revert = item('revert', t('review.revertFile'), () => run('revert', { file: section.file }))
  const entries: MenuEntry[] =
    acts === 'stage' && section.file.kind !== 'conflicted'
      ? [revert, { kind: 'separator', id: 'copies' }, ...copies]
      : copies
  return (
    <Menu
      label={t('review.moreForFile')}
      align="end"
      entries={entries}
      trigger={<Ellipsis size={15} aria-hidden />}
      triggerClassName="flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target"
    />
  )
}

const item = (id: string, label: string, onSelect: () => void): MenuEntry => ({
  kind: 'item',
  id,
  label,
  onSelect,
})

function useCopies(section: FileSection): MenuEntry[] {
  const { t } = useTranslation()
  const { diffs, threadId, between, read } = usePane()
  const { file, diff } = section
  const copy = (text: string) => () =>
    void navigator.clipboard
      .writeText(text)
      .then(() => showToast(t('review.copied'), { tone: 'good' }))
  const link = new URL(`/t/${threadId}`, location.origin)
  const search = { panel: 'review', scope: scopeText(between), file: file.path }
  link.search = new URLSearchParams(search).toString()
  const now = file.kind === 'deleted' ? [] : [item('file', t('file.open'), () => read(file.path))]
  const entries = [
    ...now,
    item('path', t('review.copyPath'), copy(file.path)),
    item('link', t('review.copyLink'), copy(link.href)),
  ]
  if (!diff || diff.hunks.length === 0) return entries
  const more = diffs.howOf(file.path).context > 3
  return [
    ...entries,
    item('patch', t('review.copyPatch'), copy(patchOf(section))),
    item('whole', more ? t('review.onlyChanges') : t('review.wholeFile'), () =>
      diffs.showAs(file, { context: more ? 3 : allAround }),
    ),
  ]
}

/** As `git diff` would write it. */
function patchOf({ file, diff }: FileSection): string {
  const head = [`--- a/${file.from ?? file.path}`, `+++ b/${file.path}`]
  const hunks = (diff?.hunks ?? []).flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@ ${hunk.heading}`.trimEnd(),
    ...hunk.lines,
  ])
  return `${[...head, ...hunks].join('\n')}\n`
}
