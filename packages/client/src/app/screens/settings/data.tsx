// What the server keeps: backups of it, what was thrown away, and what is left of projects that were taken off the list; and
// where a conversation is had as a file.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Backups } from '../../../features/backups/index.ts'
import { RemovedProjects } from '../../../features/erasure/index.ts'
import { Trash } from '../../../features/trash/index.ts'

export function Data() {
  const { t } = useTranslation()
  return (
    <>
      <Part id="data.backups" title={t('backups.title')} detail={t('backups.detail')}>
        <Backups />
      </Part>
      <Part id="data.trash" title={t('trash.title')} detail={t('trash.detail')}>
        <Trash />
      </Part>
      <Part id="data.removed" title={t('erasure.title')} detail={t('erasure.detail')}>
        <RemovedProjects />
      </Part>
      <Part id="data.export" title={t('export.title')} detail={t('export.detail')} />
    </>
  )
}

type PartProps = { id: string; title: string; detail: string; children?: ReactNode }

function Part({ id, title, detail, children }: PartProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}.title`}
      tabIndex={-1}
      className="scroll-mt-4 py-4 outline-none"
    >
      <h3 id={`${id}.title`} className="font-medium">
        {title}
      </h3>
      <p className="pt-0.5 pb-1 text-sm text-pretty text-muted">{detail}</p>
      {children}
    </section>
  )
}
