// What a call shows while it runs: how long already, the last line that it printed, all of its output so far, and a way
// to end it. Nothing of it changes the height of its line.
import { Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId, ThreadId, ToolCall } from '@a-parallel/shared'
import { callApi } from '../../../../api/call.ts'
import { problemOf } from '../../../../api/refusal.ts'
import { useFormat } from '../../../../platform/use-format.ts'
import { useSecond } from '../../../../platform/use-second.ts'
import { IconButton } from '../../../../ui/controls/icon-button.tsx'
import { showToast } from '../../../../ui/overlays/toast-store.ts'
import { CodeOutput } from '../../../../ui/text/code-output.tsx'
import { plainText } from '../../../../ui/text/ansi.ts'
import { problemWords } from '../../../../words/problem-text.ts'
import { usePrinted, useTranscript } from '../context.ts'
import { useTextLabels } from '../text-labels.ts'

/** Seconds from which it is worth counting. */
const countFrom = 2

export function RunningFor({ since }: { since: string }) {
  const format = useFormat()
  const seconds = Math.floor((useSecond() - Date.parse(since)) / 1000)
  if (seconds < countFrom) return null
  return <span className="tabular-nums">{format.duration(seconds * 1000)}</span>
}

/** The last line printed. */
export function LastLine({ id }: { id: string }) {
  const printed = usePrinted(id)
  const line = printed && plainText(printed.text).trimEnd().split('\n').at(-1)?.trim()
  if (!line) return null
  return <span className="min-w-0 flex-1 truncate text-sm text-muted">{line}</span>
}

/** Everything printed so far. */
export function PrintedSoFar({ call }: { call: ToolCall }) {
  const { t } = useTranslation()
  const labels = useTextLabels()
  const printed = usePrinted(call.id)
  if (!printed?.text.trim())
    return <p className="text-sm text-muted">{t('transcript.noOutputYet')}</p>
  return (
    <CodeOutput
      text={printed.text}
      tail={20}
      label={t('transcript.outputSoFar', { title: call.title })}
      labels={labels.output}
    />
  )
}

/** Ends the call and not the turn. Only where the agent has given the call a name. */
export function StopCall({ call }: { call: ToolCall }) {
  const { t } = useTranslation()
  const { threadId } = useTranscript()
  const [stopping, setStopping] = useState(false)
  if (call.state !== 'running' || call.handle === undefined) return null
  const stop = async () => {
    setStopping(true)
    try {
      await stopCall(threadId, call.id)
    } catch (cause) {
      setStopping(false)
      const problem = problemOf(cause)
      // It has just ended: its row says so.
      if (problem.code !== 'call_over') showToast(problemWords(problem).text, { tone: 'bad' })
    }
  }
  return (
    <IconButton
      size="sm"
      label={stopping ? t('transcript.stoppingCall') : t('transcript.stopCall')}
      disabled={stopping}
      icon={<Square size={11} aria-hidden className="fill-current" />}
      onClick={() => void stop()}
      className="mx-1"
    />
  )
}

const stopCall = (id: ThreadId, itemId: ItemId) => callApi('stopCall', { params: { id, itemId } })
