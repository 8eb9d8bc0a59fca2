// Everything that a repository brings, each with its text: what a person decides about.
import type { Brought } from '@a-parallel/shared'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/display/badge.tsx'
import { ScrollBox } from '../../ui/layout/scroll-box.tsx'
import { groupsOf, type BroughtGroup } from './groups.ts'

export type BroughtListProps = {
  brought: readonly Brought[]
  /** Digests of what is new since it was trusted. */
  fresh: ReadonlySet<string>
}

export function BroughtList({ brought, fresh }: BroughtListProps) {
  return groupsOf(brought).map((group) => <Group key={group.kind} group={group} fresh={fresh} />)
}

function Group({ group, fresh }: { group: BroughtGroup; fresh: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div>
        <h2 id={id} className="font-medium">
          {t(`trust.kinds.${group.kind}`)}
        </h2>
        <p className="text-sm text-pretty text-muted">{t(`trust.effects.${group.kind}`)}</p>
      </div>
      <ul className="flex flex-col gap-2">
        {group.things.map((thing) => (
          <Thing key={thing.digest} thing={thing} isFresh={fresh.has(thing.digest)} />
        ))}
      </ul>
    </section>
  )
}

function Thing({ thing, isFresh }: { thing: Brought; isFresh: boolean }) {
  const { t } = useTranslation()
  const { file, key, text } = thing
  return (
    <li
      className={`min-w-0 overflow-hidden rounded-lg border ${isFresh ? 'border-need' : 'border-line'}`}
    >
      <p className="flex flex-wrap items-baseline gap-x-2 px-3 pt-2 pb-1.5">
        <span className="min-w-0 font-medium wrap-anywhere">{key === '' ? file : key}</span>
        {key !== '' && <span className="min-w-0 text-sm wrap-anywhere text-muted">{file}</span>}
        {isFresh && <Badge tone="need">{t('trust.new')}</Badge>}
      </p>
      {text !== '' && (
        <ScrollBox
          as="pre"
          label={key === '' ? file : `${key}, ${file}`}
          className="max-h-64 overflow-auto border-t border-line bg-code px-3 py-2 font-mono text-sm whitespace-pre-wrap wrap-anywhere"
        >
          {text}
        </ScrollBox>
      )}
    </li>
  )
}
