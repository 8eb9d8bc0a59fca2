// Shows a notice of the browser, with or without a sound.
export interface Shown {
  title: string
  body: string
  /** A later notice with the same tag takes the place of this one. */
  tag: string
  sound: boolean
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
export function showNotice({ title, body, tag, sound, onOpen }: Shown): boolean {
  if (permission() !== 'granted') return false
  try {
    // Silent: the sound is ours, so that it is heard only where it was asked for.
    const notice = new Notification(title, { body, tag, silent: true, icon: '/icon.svg' })
    notice.addEventListener('click', () => {
      window.focus()
      onOpen()
      notice.close()
    })
  } catch {
    // Some browsers on phones show notices only from a service worker.
    return false
  }
  if (sound) beep()
  return true
}

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
