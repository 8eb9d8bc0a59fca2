// The service worker of the app: it shows what the server pushes, and opens what a person presses. It answers no
// requests and keeps no files, so that the app on screen is always the server's own.
import type { PushMessage, ThreadId } from '@a-parallel/shared'
import { createInstance } from 'i18next'
import { notices as en, pushes as enPushes } from '../../../words/en.json'
import { notices as es, pushes as esPushes } from '../../../words/es.json'
import { notices as pt, pushes as ptPushes } from '../../../words/pt.json'
import { pushWords } from './push-words.ts'

/** What the DOM's types leave out of a service worker, as far as it is used here. */
interface Scope {
  addEventListener(type: 'install' | 'activate', act: (event: Lasting) => void): void
  addEventListener(
    type: 'push',
    act: (event: Lasting & { data: { json(): unknown } | null }) => void,
  ): void
  addEventListener(
    type: 'notificationclick',
    act: (event: Lasting & { notification: Notification }) => void,
  ): void
  skipWaiting(): Promise<void>
  registration: ServiceWorkerRegistration
  clients: {
    claim(): Promise<void>
    matchAll(ask: { type: 'window'; includeUncontrolled: boolean }): Promise<Page[]>
    openWindow(address: string): Promise<Page | null>
  }
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
interface Page {
  url: string
  focused: boolean
  visibilityState: DocumentVisibilityState
  focus(): Promise<Page>
  postMessage(message: unknown): void
}

const worker = self as unknown as Scope // What it is when it runs.
const words = createInstance()
void words.init({
  initAsync: false,
  resources: {
    en: { words: { notices: en, pushes: enPushes } },
    es: { words: { notices: es, pushes: esPushes } },
    pt: { words: { notices: pt, pushes: ptPushes } },
  },
  fallbackLng: 'en',
  load: 'languageOnly',
  defaultNS: 'words',
  interpolation: { escapeValue: false },
})

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('push', (event) => {
  // Only our own server has the keys to write what can be read here.
  if (event.data) event.waitUntil(show(event.data.json() as PushMessage))
})
worker.addEventListener('notificationclick', (event) => {
  const { notification } = event
  notification.close()
  event.waitUntil(open(notification.data as ThreadId | null)) // As it was put in, here or by a page.
})

const pages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })

async function show(message: PushMessage): Promise<void> {
  const { language, sound } = message
  const say = words.getFixedT(language === 'system' ? navigator.language : language)
  const { title, body, tag, threadId } = pushWords(message, say)
  if (message.kind !== 'try' && (await pages()).some((page) => showsAlready(page, threadId))) return
  const again = message.kind === 'asks' && message.again
  // A page that is open out of sight may have told it already, and could say what is asked.
  const [shown] = await worker.registration.getNotifications({ tag })
  const told = message.kind === 'asks' && !again ? shown?.body : undefined
  const options: NotificationOptions & { renotify: boolean } = {
    body: told ?? body,
    tag,
    renotify: again,
    silent: !sound,
    icon: '/icon-192.png',
    data: threadId,
  }
  await worker.registration.showNotification(title, options)
}

/** A person sits before it, or has the thread in sight. */
function showsAlready(page: Page, threadId: ThreadId | null): boolean {
  if (page.visibilityState !== 'visible') return false
  return page.focused || (threadId !== null && new URL(page.url).pathname === `/t/${threadId}`)
}

async function open(threadId: ThreadId | null): Promise<void> {
  const all = await pages()
  const seen = all.find(({ visibilityState }) => visibilityState === 'visible') ?? all[0]
  const address = threadId === null ? '/inbox' : `/t/${threadId}`
  const page = await (seen ? inFront(seen) : worker.clients.openWindow(address))
  // A page is told by its client, which has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- no window
  page?.postMessage({ open: threadId })
}

/** Some systems let no window come to the front by itself; it goes there all the same. */
function inFront(page: Page): Promise<Page> {
  return page.focus().catch(() => page)
}
