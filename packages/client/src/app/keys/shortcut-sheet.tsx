// Every command with its keys, found by its words: what ? shows.
import { Link } from '@tanstack/react-router'
import { useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import {
  chordsOf,
  commandGroups,
  commandIds,
  commands,
  useCommand,
} from '../../features/commands/index.ts'
import { useSettings } from '../../features/settings/index.ts'
import { keysFor } from '../../platform/browser.ts'
import { TextField } from '../../ui/controls/text-field.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { best } from '../palette/find.ts'

export function ShortcutSheet() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  useCommand('shortcuts', () => setOpen(true))
  const field = useRef<HTMLInputElement>(null)
  const close = () => setOpen(false)
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('shortcuts.title')}
      closeLabel={t('app.close')}
      shape="wide"
      initialFocus={field}
      footer={
        <Link
          to="/settings/$section"
          params={{ section: 'keyboard' }}
          onClick={close}
          className="text-sm text-accent underline underline-offset-2"
        >
          {t('shortcuts.change')}
        </Link>
      }
    >
      <Lists field={field} />
    </Dialog>
  )
}

function Lists({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation()
  const [sought, setSought] = useState('')
  const bindings = useSettings(({ keyboard }) => keyboard.bindings)
  const rows = commandIds
    .map((id) => ({ id, title: t(commands[id].title), chords: chordsOf(id, bindings) }))
    .filter(({ chords }) => chords.length > 0)
  const found = new Set(best(rows, ({ title }) => title, sought))
  return (
    <div className="flex flex-col gap-4">
      <TextField
        ref={field}
        type="search"
        label={t('shortcuts.search')}
        hideLabel
        placeholder={t('shortcuts.search')}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      <div className="gap-x-8 sm:columns-2">
        {commandGroups.map((group) => {
          const own = rows.filter((row) => commands[row.id].group === group && found.has(row))
          if (own.length === 0) return null
          return (
            <section key={group} className="break-inside-avoid pb-4">
              <h3 className="pb-1 text-sm font-medium text-muted">
                {t(`commands.group.${group}`)}
              </h3>
              <dl className="divide-y divide-line">
                {own.map(({ id, title, chords }) => (
                  <div key={id} className="flex min-h-9 items-center justify-between gap-4">
                    <dt>{title}</dt>
                    <dd className="flex shrink-0 gap-1.5">
                      {chords.map((chord) => (
                        <Kbd key={chord} keys={keysFor(chord)} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
      <output className="text-muted empty:hidden">{found.size === 0 && t('shortcuts.none')}</output>
    </div>
  )
}
