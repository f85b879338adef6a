import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import { Page } from '../../ui/Page'

/** The page of the link in a confirmation mail. */
export default function ConfirmEmail({ token }: { token: string }) {
  const [said, setSaid] = useState<{ text: string; well: boolean } | null>(null)
  useEffect(() => {
    api.confirmEmail(token).then(
      () => setSaid({ text: 'This address is yours. What waits for you is told there from now on.', well: true }),
      (error: unknown) => setSaid({ text: error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Open the link again in a moment.', well: false }))
  }, [token])
  return (
    <Page title="Your e-mail address">
      {said && <Text role={said.well ? 'status' : 'alert'} c={said.well ? undefined : 'var(--hub-urgent)'} mb="md">{said.text}</Text>}
      <Link href="/me">How I am reached</Link>
    </Page>
  )
}
