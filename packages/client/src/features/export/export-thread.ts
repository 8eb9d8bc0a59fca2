// A thread as a file of the person's: as Markdown to be read, or as JSON with every fact of its log.
import type { ThreadEvent, ThreadId } from '@a-parallel/shared'
import i18next from 'i18next'
import { callApi } from '../../api/call.ts'
import { formatBytes, formatDayClock } from '../../platform/format.ts'
import { saveFile } from '../../platform/save-file.ts'
import { markdownOf, type ExportWords } from './markdown.ts'

/** Throws Refusal or Unreachable. */
export async function exportMarkdown(id: ThreadId): Promise<void> {
  const thread = await callApi('readThread', { params: { id } })
  saveFile(fileName(thread.title, 'md'), 'text/markdown', markdownOf(thread, exportWords()))
}

/** Throws Refusal or Unreachable. */
export async function exportJson(id: ThreadId): Promise<void> {
  const thread = await callApi('readThread', { params: { id } })
  const text = JSON.stringify({ thread, events: await allEvents(id) }, null, 2)
  saveFile(fileName(thread.title, 'json'), 'application/json', text)
}

async function allEvents(id: ThreadId): Promise<ThreadEvent[]> {
  const events: ThreadEvent[] = []
  for (;;) {
    const query = { after: String(events.at(-1)?.seq ?? 0), limit: '5000' }
    const page = await callApi('readEvents', { params: { id }, query })
    events.push(...page.events)
    if (!page.more) return events
  }
}

function exportWords(): ExportWords {
  const { language } = i18next
  return {
    person: i18next.t('export.person'),
    agent: i18next.t('export.agent'),
    thought: i18next.t('export.thought'),
    omitted: (bytes) => i18next.t('export.omitted', { size: formatBytes(bytes, language) }),
    image: ({ name, bytes }) => {
      const size = formatBytes(bytes, language)
      return name === ''
        ? i18next.t('export.unnamedImage', { size })
        : i18next.t('export.image', { name, size })
    },
    moment: (at) => formatDayClock(Date.parse(at), language),
  }
}

/** What every file system takes, and people still recognise. */
export function fileName(title: string, end: string): string {
  const plain = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
  return `${plain.slice(0, 80) || 'thread'}.${end}`
}
