// The way to another project, wherever it is offered: whoever added one goes on with a thread in it.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, type ButtonProps } from '../../../ui/controls/button.tsx'
import { AddProjectDialog } from './add-project-dialog.tsx'

export function AddProjectButton(look: Omit<ButtonProps, 'onClick'>) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button {...look} onClick={() => setOpen(true)} />
      <AddProjectDialog
        open={open}
        onOpenChange={setOpen}
        onAdded={(project) => {
          setOpen(false)
          void navigate({ to: '/new', search: { project: project.id } })
        }}
      />
    </>
  )
}
