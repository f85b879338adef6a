import { v7 } from 'uuid'

/**
 * A new command id: UUIDv7 (RFC 9562 §5.7). Any UUID would do; those that grow with time stand side by side in the server's index,
 * so that a commit of many people's commands writes a page of it and not one for each.
 */
export const commandId = (): string => v7()
