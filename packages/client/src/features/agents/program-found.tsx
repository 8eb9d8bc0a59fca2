// A program of the agent's as it was found: its version and whether that was tried, or what is wrong with it.
import { triedVersions, versionStanding } from '@a-parallel/contract/model'
import type { AgentProgram } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Collapsible } from '../../ui/display/collapsible.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import { CommandLine } from '../projects/index.ts'
import { useFaultWords } from './fault-words.ts'

const good = { shape: 'check', tone: 'review', word: 'good' } as const
const warns = { shape: 'diamond-bang', tone: 'need', word: 'warn' } as const
const bad = { shape: 'square-cross', tone: 'fail', word: 'bad' } as const

export function ProgramFound({ program }: { program: AgentProgram }) {
  const { t } = useTranslation()
  const { state, path, version, searched } = program
  const standing = version === null ? null : versionStanding(version)
  const look = state !== 'found' ? bad : standing === 'older' ? warns : good
  return (
    <div className="flex gap-3">
      <Mark {...look} />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="font-medium wrap-anywhere">
          <Title program={program} />
        </p>
        {path !== null && <p className="font-mono text-xs wrap-anywhere text-muted">{path}</p>}
        {standing !== null && (
          <p className="text-sm text-pretty text-muted">
            {t(`agents.version.${standing}`, triedVersions)}
          </p>
        )}
        {standing === 'older' && <CommandLine command={`"${path ?? 'claude'}" update`} />}
        {program.detail !== null && (
          <pre className="rounded-md bg-code px-2.5 py-1.5 text-xs whitespace-pre-wrap wrap-anywhere">
            {program.detail}
          </pre>
        )}
        {state === 'missing' && (
          <>
            <p className="text-sm text-muted">{t('welcome.agentFix')}</p>
            <CommandLine command="npm install -g @anthropic-ai/claude-code" />
          </>
        )}
        {program.namedBy === 'search' && <Searched places={searched} />}
      </div>
    </div>
  )
}

type MarkProps = { shape: GlyphShape; tone: Tone; word: 'good' | 'warn' | 'bad' }

function Mark({ shape, tone, word }: MarkProps) {
  const { t } = useTranslation()
  return (
    <span className="pt-0.5">
      <StatusGlyph shape={shape} tone={tone} size={16} label={t(`welcome.${word}`)} />
    </span>
  )
}

function Title({ program: { state, path, version, fault } }: { program: AgentProgram }) {
  const { t } = useTranslation()
  const faultWords = useFaultWords()
  if (state === 'missing') return t('welcome.agentMissing')
  if (state === 'invalid') return faultWords(fault ?? 'failed', path ?? '')
  return t('agents.answers', { version: version ?? '' })
}

function Searched({ places }: { places: readonly string[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Collapsible
      open={open}
      onToggle={setOpen}
      className="-ms-1.5"
      header={<span className="text-sm">{t('welcome.searched', { count: places.length })}</span>}
    >
      {() => (
        <ol className="ps-6.5 font-mono text-xs text-muted">
          {places.map((place) => (
            <li key={place} className="wrap-anywhere">
              {place}
            </li>
          ))}
        </ol>
      )}
    </Collapsible>
  )
}
