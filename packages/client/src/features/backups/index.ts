// The face of backups: which there are, and the way to put one in place.
export { Backups } from './backups.tsx'
export { RestoreDialog } from './restore-dialog.tsx'
