// What the checkouts of all projects take on the disk.
import { Disk } from '../../../features/disk/index.ts'

export function DiskSection() {
  return <Disk />
}
