import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { alsoKeys, commands, type Command, type CommandId } from './commands.ts'
import { isMac, nameKeys } from './keys.ts'

interface Handlers {
  readonly byId: ReadonlyMap<CommandId, () => void>
  readonly put: (id: CommandId, run: (() => void) | undefined) => void
}

const useHandlers = create<Handlers>()((set) => ({
  byId: new Map(),
  put: (id, run) =>
    set((now) => {
      const byId = new Map(now.byId)
      if (run === undefined) byId.delete(id)
      else byId.set(id, run)
      return { byId }
    }),
}))

/** Offers a command for as long as this part of the screen is shown and `enabled`. */
export function useCommand(id: CommandId, run: () => void, enabled = true): void {
  const newest = useRef(run)
  useEffect(() => {
    newest.current = run
  })
  useEffect(() => {
    if (!enabled) return undefined
    const mine = (): void => newest.current()
    useHandlers.getState().put(id, mine)
    return () => {
      if (useHandlers.getState().byId.get(id) === mine) useHandlers.getState().put(id, undefined)
    }
  }, [id, enabled])
}

/** The commands that can be given now, in the table's order. */
export function useOffered(): readonly (Command & { readonly id: CommandId; readonly run: () => void })[] {
  const byId = useHandlers((handlers) => handlers.byId)
  return commands.flatMap((command) => {
    const run = byId.get(command.id)
    return run === undefined ? [] : [{ ...command, run }]
  })
}

/** Gives a command by its id, if it is offered. */
export function runCommand(id: CommandId): void {
  useHandlers.getState().byId.get(id)?.()
}

const byKeys = new Map<string, Command & { readonly id: CommandId }>(
  commands.flatMap((command) => ('keys' in command ? [[command.keys, command]] : [])),
)

function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const keys = nameKeys(event, isMac)
  const command = byKeys.get(keys) ?? commands.find(({ id }) => id === alsoKeys[keys])
  const run = command === undefined ? undefined : useHandlers.getState().byId.get(command.id)
  if (command === undefined || run === undefined) return
  if ('notInText' in command && isText(event.target)) return
  event.preventDefault()
  run()
}

/** Hears the keyboard for every command that has keys. */
export function hearKeys(): () => void {
  globalThis.addEventListener('keydown', hear)
  return () => globalThis.removeEventListener('keydown', hear)
}
