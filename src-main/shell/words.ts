import english from '../../resources/messages/en.json'

/** The id of a message. */
export type ShellMessage = keyof typeof english

/** A message for the system's own menus and dialogs. None of those used here takes facts. */
export function say(id: ShellMessage): string {
  return english[id]
}
