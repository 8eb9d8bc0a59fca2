// Shows a notice of the browser, with or without a sound. Where there is a service worker it does so, as for pushes: a
// push and a notice of one thing are then one.
import type { ThreadId } from '@a-parallel/shared'

export interface Shown {
  title: string
  body: string
  /** A later notice with the same tag takes the place of this one. */
  tag: string
  sound: boolean
  /** What it leads to, for the service worker; null: the inbox. */
  threadId: ThreadId | null
  onOpen: () => void
}

export type Permission = NotificationPermission | 'unsupported'

export function permission(): Permission {
  return 'Notification' in window ? Notification.permission : 'unsupported'
}

/** Asks the person, through the browser. To be called on a press only. */
export async function askPermission(): Promise<Permission> {
  if (permission() === 'default') await Notification.requestPermission()
  return permission()
}

/** False where the browser refused. */
export async function showNotice(shown: Shown): Promise<boolean> {
  if (permission() !== 'granted') return false
  try {
    const registration = await navigator.serviceWorker?.getRegistration()
    if (registration) await showThrough(registration, shown)
    else showHere(shown)
  } catch {
    // Some browsers on phones show notices only from a service worker.
    return false
  }
  if (shown.sound) beep()
  return true
}

/** What is pressed then comes back from the worker. */
function showThrough(
  registration: ServiceWorkerRegistration,
  { title, body, tag, threadId }: Shown,
): Promise<void> {
  return registration.showNotification(title, { ...look, body, tag, data: threadId })
}

function showHere({ title, body, tag, onOpen }: Shown): void {
  const notice = new Notification(title, { ...look, body, tag })
  notice.addEventListener('click', () => {
    window.focus()
    onOpen()
    notice.close()
  })
}

/** Silent: the sound is ours, so that it is heard only where it was asked for. */
const look = { silent: true, icon: '/icon.svg' }

/** Two short tones. */
function beep(): void {
  const audio = new AudioContext()
  const gain = audio.createGain()
  gain.gain.value = 0.08
  gain.connect(audio.destination)
  for (const [at, hertz] of [
    [0, 660],
    [0.14, 880],
  ] as const) {
    const tone = audio.createOscillator()
    tone.frequency.value = hertz
    tone.connect(gain)
    tone.start(audio.currentTime + at)
    tone.stop(audio.currentTime + at + 0.12)
  }
  setTimeout(() => void audio.close(), 1_000)
}
