// The headers of every answer. The policy lets the app's own scripts, styles, workers and socket work, and frames of what
// listens on the machine of the browser: dev servers are shown in them, without a way to the window around them.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self' http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types a-parallel',
].join('; ')

/**
 * The frame in which diagrams are drawn. What stands in it is an agent's, so it has no origin, reaches no network, and
 * only our own pages may hold it. The library that draws writes markup: here it may.
 */
const diagramPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ')

/** Somebody's image, opened by itself: it is shown, and nothing in it runs. */
const imagePolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** The service worker fetches nothing. Without words of its own it would be the app's. */
const workerPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const always = {
  'content-security-policy': policy,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

export function addSecurityHeaders(headers: Headers, path: string): void {
  for (const [name, value] of Object.entries(always)) headers.set(name, value)
  if (path === '/diagram.html') {
    headers.set('content-security-policy', diagramPolicy)
    headers.set('x-frame-options', 'SAMEORIGIN')
  }
  if (path === '/push-worker.js') {
    headers.set('content-security-policy', workerPolicy)
    // Asked for anew each time, and kept by nobody: an old worker would go on for a newer app.
    headers.set('cache-control', 'no-store')
  }
  // That frame has no origin, so its scripts are asked for as a stranger's. They are no secret.
  if (path.startsWith('/assets/')) headers.set('access-control-allow-origin', '*')
  if (path.startsWith('/api/images/')) headers.set('content-security-policy', imagePolicy)
  // Only what never changes says how long it may be kept.
  if (path.startsWith('/api/') && !headers.has('cache-control'))
    headers.set('cache-control', 'no-store')
}
