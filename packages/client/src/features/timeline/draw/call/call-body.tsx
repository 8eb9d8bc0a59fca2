// What belongs to a tool call beyond its line: the change as a diff, what a command printed, a plan, answers.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ToolCall } from '@a-parallel/shared'
import { useFormat } from '../../../../platform/use-format.ts'
import { CodeBlock } from '../../../../ui/text/code-block.tsx'
import { CodeOutput } from '../../../../ui/text/code-output.tsx'
import { DiffHunks } from '../../../../ui/text/diff-hunks.tsx'
import { Markdown } from '../../../../ui/text/markdown.tsx'
import { useIsMarked } from '../../place/marked.ts'
import { PrintedSoFar } from './running-call.tsx'
import { useTextLabels } from '../text-labels.ts'

/** Everything of a call, for an open row. */
export function CallBody({ call }: { call: ToolCall }) {
  const { detail } = call
  const labels = useTextLabels()
  switch (detail.kind) {
    case 'command':
      return (
        <Body>
          {isLong(detail.command) && (
            <CodeBlock code={detail.command} language="bash" labels={labels.copy} />
          )}
          {detail.description && <p className="text-sm text-muted">{detail.description}</p>}
          <Output call={call} />
        </Body>
      )
    case 'edit':
      return (
        <Body>
          <Edit call={call} />
          {call.state !== 'completed' && <Output call={call} />}
        </Body>
      )
    case 'plan':
      return (
        <Body>
          <div className="rounded-md border border-line px-4 py-3">
            <Markdown text={detail.plan} labels={labels.copy} />
          </div>
        </Body>
      )
    case 'question':
      return (
        <Body>
          <Answers call={call} />
        </Body>
      )
    case 'other':
      return (
        <Body>
          <CodeBlock code={detail.input} language="json" labels={labels.copy} />
          <Output call={call} />
        </Body>
      )
    default:
      return (
        <Body>
          <Output call={call} />
        </Body>
      )
  }
}

/** Whether opening the row shows anything that its line does not. */
export function hasBody({ detail, output }: ToolCall): boolean {
  switch (detail.kind) {
    case 'edit':
      return detail.hunks.length > 0 || output !== null
    case 'plan':
    case 'other':
    case 'command':
      return true
    case 'question':
      return detail.questions.length > 0
    default:
      return output !== null && output.text.trim() !== ''
  }
}

function isLong(command: string): boolean {
  return command.length > 72 || command.includes('\n')
}

function Body({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-2 ps-[26px] pe-1.5 pt-1 pb-2">{children}</div>
}

const mostLines = 2000

/** What the tool gave back; `tail` lines of it to begin with. */
export function Output({ call, tail = 20 }: { call: ToolCall; tail?: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const labels = useTextLabels()
  // What was looked for may stand anywhere in it.
  const marked = useIsMarked(call.id)
  const { output } = call
  if (call.state === 'running' && call.detail.kind === 'command')
    return <PrintedSoFar call={call} />
  if (output === null || output.text.trim() === '') {
    if (call.state === 'running' || call.detail.kind === 'edit') return null
    return <p className="text-sm text-muted">{t('timeline.noOutput')}</p>
  }
  return (
    <>
      <CodeOutput
        text={output.text}
        tail={marked ? mostLines : tail}
        label={t('timeline.outputOf', { title: call.title })}
        labels={labels.output}
      />
      {output.omittedBytes > 0 && (
        <p className="text-xs text-muted">
          {t('timeline.omittedOutput', { size: format.bytes(output.omittedBytes) })}
        </p>
      )}
    </>
  )
}

function Edit({ call }: { call: ToolCall }) {
  const { t } = useTranslation()
  const labels = useTextLabels()
  const { detail } = call
  if (detail.kind !== 'edit' || detail.hunks.length === 0) return null
  return (
    <>
      <DiffHunks
        hunks={detail.hunks}
        label={t('timeline.changeOf', { path: detail.path })}
        labels={labels.diff}
      />
      {detail.omittedLines > 0 && (
        <p className="text-xs text-muted">
          {t('timeline.omittedLines', { count: detail.omittedLines })}
        </p>
      )}
    </>
  )
}

function Answers({ call }: { call: ToolCall }) {
  const { t } = useTranslation()
  const { detail } = call
  if (detail.kind !== 'question') return null
  return (
    <dl className="flex flex-col gap-2 rounded-md border border-line px-4 py-3">
      {detail.questions.map(({ question }) => (
        <div key={question}>
          <dt className="text-muted">{question}</dt>
          <dd className="font-medium">{detail.answers[question] ?? t('timeline.notAnswered')}</dd>
        </div>
      ))}
    </dl>
  )
}
