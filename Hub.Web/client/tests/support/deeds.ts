import fc from 'fast-check'
import type { Deed } from './fakeRoom'

const who = fc.nat(3)
const other = fc.integer({ min: 1, max: 3 })
const which = fc.nat(30)

/** Any deed, posts most often. */
export const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({
    do: fc.constant('post' as const), who, replyTo: fc.option(which, { freq: 2 }), asks: fc.option(fc.array(who, { minLength: 1, maxLength: 3 }), { freq: 2 }),
    kind: fc.constantFrom('acknowledge' as const, 'reply' as const),
  }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'delete' as const, 'acknowledge' as const, 'acknowledge' as const), who, which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('react' as const), who, which, emoji: fc.constantFrom('👍', '👀'), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'add' as const, 'owner' as const), whom: other }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('rename' as const, 'unknown' as const), who }) },
)
