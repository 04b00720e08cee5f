import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Messages } from '../messages/messages.ts'
import type { Shop } from '../shop/shop.ts'
import { createDelivered } from './delivered.ts'
import { createDesk, type DeskActions, type DeskCommands, type GroupCommands, type OnBehalf } from './desk.ts'
import { createHearing } from './hearing.ts'
import { createOpening } from './opening.ts'
import { createSpeaking } from './speaking.ts'
import { createTelling } from './telling.ts'
import type { DeskWords } from './words.ts'

/** What buttons and commands act with; the flows of the group make them from it. */
export type DeskParts = {
  shop: Shop
  messages: Messages
  telling: ReturnType<typeof createTelling>
  speaking: ReturnType<typeof createSpeaking>
  onBehalf: OnBehalf
  group: string
  now: () => Date
}

/** Opens the advisors' side: what hears customers, what speaks to them, and what happens in the group. */
export function openDesk(deps: {
  shop: Shop
  messages: Messages
  clock: Clock
  group: string
  words: () => DeskWords
  onBehalf: OnBehalf
  actionsOf: (parts: DeskParts) => DeskActions
  commandsOf: (parts: DeskParts) => DeskCommands
  groupCommandsOf: (parts: DeskParts) => GroupCommands
  log: Log
}) {
  const { clock, actionsOf, commandsOf, groupCommandsOf } = deps
  const telling = createTelling(deps)
  const speaking = createSpeaking({ ...deps, telling })
  const parts: DeskParts = { ...deps, telling, speaking, now: clock.now }
  return {
    hearing: createHearing({ ...deps, telling }),
    opening: createOpening({ ...deps, telling }),
    delivered: createDelivered({ ...deps, telling, speaking, now: clock.now }),
    ...createDesk({
      ...deps,
      telling,
      speaking,
      actions: actionsOf(parts),
      commands: commandsOf(parts),
      groupCommands: groupCommandsOf(parts),
    }),
  }
}

export type OpenDesk = ReturnType<typeof openDesk>
