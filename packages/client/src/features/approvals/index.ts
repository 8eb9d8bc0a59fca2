// The face of approvals: cards by which a person answers what agents wait for.
export { ApprovalDock } from './approval-dock.tsx'
export { useGuard } from './guard.ts'
