import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './SignIn.module.css'

/** The frame of every page outside the workspace. */
export function Card({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}><img src="/icon.svg" alt="" width={28} height={28} /><span>Care Hub</span></div>
        <Title order={1} size="1.375rem" fw={650} mb={lead ? 4 : 'lg'}>{title}</Title>
        {lead && <Text c="var(--hub-quiet)" mb="lg">{lead}</Text>}
        {children}
      </div>
    </main>
  )
}
