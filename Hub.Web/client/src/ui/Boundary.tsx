import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Empty } from './Empty'

/**
 * Keeps a fault within what is in here: without, React takes the whole page away and leaves it white. Mostly it is a part of the program that cannot be
 * fetched, because a newer version was put up since this page was opened, or there is no network; loading the page again brings it.
 * @param at where the page is: somewhere else is tried anew
 */
export class Boundary extends Component<{ at?: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidUpdate(before: { at?: string }) {
    if (this.state.failed && before.at !== this.props.at) this.setState({ failed: false })
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div role="alert">
        <Empty page title="This cannot be shown just now" text="Care Hub may have been renewed since this page was opened, or there is no network. What you wrote is kept.">
          <Button variant="default" mt="sm" onClick={() => location.reload()}>Load again</Button>
        </Empty>
      </div>
    )
  }
}
