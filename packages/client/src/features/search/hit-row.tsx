// One place where the words stand: in which thread, who said it, when, and a piece of it.
import { Link } from '@tanstack/react-router'
import type { SearchHit } from '@a-parallel/shared'
import { Bot, Terminal, UserRound, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useProjects } from '../projects/index.ts'
import { Age } from '../threads/index.ts'

const icons: Record<SearchHit['author'], LucideIcon> = {
  person: UserRound,
  agent: Bot,
  tool: Terminal,
}

export function HitRow({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const project = useProjects().find(({ id }) => id === hit.projectId)
  const Icon = icons[hit.author]
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        data-step
        to="/t/$threadId"
        params={{ threadId: hit.threadId }}
        search={hit.itemId === null ? {} : { item: hit.itemId, at: hit.at }}
        className="ring-inset-focus flex flex-col gap-0.5 px-4 py-2 hover:bg-hover"
      >
        <span className="flex min-w-0 items-center gap-2">
          <Icon size={14} aria-hidden className="shrink-0 text-muted" />
          <span className="sr-only">{t(`search.author.${hit.author}`)}:</span>
          <span className="truncate font-medium">{hit.title}</span>
          <span className="truncate text-sm text-muted max-md:hidden">
            {project?.name ?? t('search.projectGone')}
          </span>
          {hit.archived && (
            <span className="shrink-0 text-xs text-muted">{t('status.archived')}</span>
          )}
          <Age at={hit.at} className="ms-auto shrink-0 text-xs text-muted" />
        </span>
        <span
          className={`line-clamp-2 ps-5.5 text-sm break-words text-muted ${hit.author === 'tool' ? 'font-mono text-xs leading-5' : ''}`}
        >
          {hit.leftOut && <span className="font-sans italic">{t('search.leftOut')} </span>}
          {hit.snippet.map(({ text, found }, at) =>
            found ? (
              <mark key={at} className="found rounded-xs">
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </span>
      </Link>
    </li>
  )
}
