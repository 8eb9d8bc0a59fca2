// The ways from what a recipe does in a thread to the pages of its project: where it is written, and where it is trusted.
import type { ProjectId } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

type ProjectLinkProps = { projectId: ProjectId }

export function SetupLink({ projectId }: ProjectLinkProps) {
  const { t } = useTranslation()
  return (
    <Link
      to="/projects/$projectId/setup"
      params={{ projectId }}
      className="rounded-sm text-muted underline underline-offset-2 touch-target"
    >
      {t('preparation.edit')}
    </Link>
  )
}

export function TrustLink({ projectId }: ProjectLinkProps) {
  const { t } = useTranslation()
  return (
    <Link
      to="/projects/$projectId/trust"
      params={{ projectId }}
      className="rounded-sm underline underline-offset-2 touch-target"
    >
      {t('trust.look')}
    </Link>
  )
}
