// The list of sections with the search over all settings above it.
import { Link } from '@tanstack/react-router'
import { ChartColumn, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { findSettings, type Found } from './find/find.ts'
import { settingsSections } from './sections.ts'

const look =
  'ring-inset-focus flex min-h-9 items-center gap-2.5 rounded-md px-2.5 text-fg hover:bg-hover aria-[current=page]:bg-selected aria-[current=page]:font-medium touch-target'

export function SectionList() {
  const { t } = useTranslation()
  const [sought, setSought] = useState('')
  const named = settingsSections.map((section) => ({
    ...section,
    title: t(section.title),
    finds: section.finds.map(({ id, words, also }) => ({
      id,
      words: t(words),
      also: also.map((key) => t(key)),
    })),
  }))
  const results = findSettings(named, sought)
  return (
    <div className="flex flex-col gap-3">
      <search>
        <TextField
          type="search"
          label={t('settings.search')}
          hideLabel
          placeholder={t('settings.search')}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      </search>
      <nav aria-label={t('settings.sections')}>
        <ul className="flex flex-col gap-0.5">
          {results.map(({ section: { id, title, icon: Icon }, found }) => (
            <li key={id}>
              <Link to="/settings/$section" params={{ section: id }} className={look}>
                <Icon size={16} aria-hidden className="shrink-0 text-muted" />
                <span className="min-w-0 flex-1">{title}</span>
                <ChevronRight size={16} aria-hidden className="shrink-0 text-muted md:hidden" />
              </Link>
              <ul>
                {found.map((setting) => (
                  <li key={setting.id}>
                    <FoundLink section={id} found={setting} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
          {sought === '' && <UsageLink />}
        </ul>
        <output className="block px-2.5 py-2 text-sm text-muted empty:hidden">
          {results.length === 0 && t('settings.noneFound')}
        </output>
      </nav>
    </div>
  )
}

/** To where a setting stands, with what it was found by. */
function FoundLink({ section, found: { id, words, by } }: { section: string; found: Found }) {
  return (
    <Link
      to="/settings/$section"
      params={{ section }}
      hash={id}
      activeOptions={{ includeHash: true }}
      className={`${look} ps-9 text-sm text-muted`}
    >
      <span className="min-w-0">
        {words}
        {by !== null && <span className="line-clamp-2 text-xs">{by}</span>}
      </span>
    </Link>
  )
}

/** On a phone, which has no sidebar, the way to what was used leads through here. */
function UsageLink() {
  const { t } = useTranslation()
  return (
    <li className="md:hidden">
      <Link to="/usage" className={look}>
        <ChartColumn size={16} aria-hidden className="shrink-0 text-muted" />
        <span className="min-w-0 flex-1">{t('usage.title')}</span>
        <ChevronRight size={16} aria-hidden className="shrink-0 text-muted" />
      </Link>
    </li>
  )
}
