// The face of context: the meter that tells how full an agent's context is.
export { ContextMeter } from './context-meter.tsx'
