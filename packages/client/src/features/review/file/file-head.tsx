// The head of a file that is read: its path, what is to be known of it, and the ways on.
import { Ellipsis, ChevronLeft, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { WholeFile } from '@a-parallel/shared'
import { useRouter } from '@tanstack/react-router'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Menu, type MenuEntry } from '../../../ui/overlays/menu.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { spelled, turnsAbout } from '../../../ui/text/hidden.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'
import { useKeysOf } from '../../commands/index.ts'
import { parts } from '../model/tree.ts'
import { FullButton, JumpButton } from '../pane-buttons.tsx'
import { chooseReading } from '../state/choices.ts'
import type { FilePaneProps } from './file-props.ts'
import type { TextLine } from './whole-text.ts'

type FileHeadProps = FilePaneProps & {
  file: WholeFile | undefined
  lines: readonly TextLine[]
  /** The thread changed it. */
  isChanged: boolean
  wrap: boolean
}

export function FileHead(props: FileHeadProps) {
  const { path, place, isChanged, onChangesOf, onClose } = props
  const { t } = useTranslation()
  const onPhone = place === 'phone'
  return (
    <header className="flex shrink-0 flex-col gap-1 border-b border-line px-3 py-2 max-md:ps-1.5">
      <div className="flex min-h-8 items-center gap-2">
        {onPhone && (
          <IconButton
            label={t('review.back')}
            icon={<ChevronLeft size={20} aria-hidden />}
            onClick={onClose}
          />
        )}
        <Title path={path} onPhone={onPhone} />
        {isChanged && (
          <Button size="sm" onClick={() => onChangesOf(path)}>
            {t('file.changes')}
          </Button>
        )}
        <Ways {...props} />
      </div>
      <Facts {...props} />
    </header>
  )
}

function Title({ path, onPhone }: { path: string; onPhone: boolean }) {
  const { folder, name } = parts(path)
  const Heading = onPhone ? 'h1' : 'h2'
  return (
    <Heading
      tabIndex={onPhone ? -1 : undefined}
      title={spelled(path)}
      // Its two parts are boxes of their own, which would be read as two words.
      aria-label={path}
      className="flex min-w-0 flex-1 font-mono text-sm outline-none"
    >
      <span className="min-w-0 shrink-[9] truncate text-muted">
        <OneLine text={folder} />
      </span>
      <span className="min-w-12 shrink truncate font-medium">
        <OneLine text={name} />
      </span>
    </Heading>
  )
}

function Facts({ file, lines }: FileHeadProps) {
  const { t } = useTranslation()
  const { bytes, number } = useFormat()
  if (!file) return null
  const turns = lines.some(({ line }) => turnsAbout(line.text))
  const facts = [
    lines.length > 0 && t('file.count', { count: lines.length, lines: number(lines.length) }),
    file.form !== 'symlink' && file.form !== 'submodule' && bytes(file.bytes),
    file.executable && t('file.executable'),
  ]
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted tabular-nums max-md:ps-1.5">
      {facts.map((fact) => fact !== false && <span key={fact}>{fact}</span>)}
      {file.form === 'text' && !file.isUtf8 && (
        <span className="tint rounded-sm px-1.5 font-medium text-need">{t('file.notUtf8')}</span>
      )}
      {turns && (
        <span
          title={t('file.turnsDetail')}
          className="tint rounded-sm px-1.5 font-medium text-need"
        >
          {t('review.turns')}
        </span>
      )}
    </p>
  )
}

function Ways(props: FileHeadProps) {
  const { place, onFull, onClose } = props
  const { t } = useTranslation()
  return (
    <span className="flex items-center">
      <JumpButton />
      <More {...props} />
      {onFull && <FullButton place={place} onFull={onFull} />}
      {place !== 'phone' && (
        <IconButton label={t('file.close')} icon={<X size={16} aria-hidden />} onClick={onClose} />
      )}
    </span>
  )
}

const item = (id: string, label: string, onSelect: () => void): MenuEntry => ({
  kind: 'item',
  id,
  label,
  onSelect,
})

function More({ view, path, line, wrap }: FileHeadProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const keys = useKeysOf('reviewWrap')
  const copy = (text: string) => () =>
    void navigator.clipboard
      .writeText(text)
      .then(() => showToast(t('review.copied'), { tone: 'good' }))
  // As the address bar would say it: a name such as 7 is written otherwise there.
  const to = router.buildLocation({
    to: '/t/$threadId',
    params: { threadId: view.id },
    search: { panel: 'file', file: path, ...(line !== undefined && { line }) },
  })
  const entries: MenuEntry[] = [
    item('path', t('review.copyPath'), copy(path)),
    item(
      'link',
      line === undefined ? t('review.copyLink') : t('file.copyLineLink', { line }),
      copy(new URL(to.href, location.origin).href),
    ),
    { kind: 'separator', id: 'look' },
    {
      kind: 'item',
      id: 'wrap',
      label: t(wrap ? 'review.look.wrapOff' : 'review.look.wrap'),
      onSelect: () => chooseReading('wrap', !wrap),
      ...(keys !== undefined && { keys }),
    },
  ]
  return (
    <Menu
      label={t('review.moreForFile')}
      align="end"
      entries={entries}
      trigger={<Ellipsis size={15} aria-hidden />}
      triggerClassName="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target"
    />
  )
}
