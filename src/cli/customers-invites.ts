import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { atDesk } from './at-desk.ts'
import { usernameOf } from './bot-name.ts'
import { printInvites } from './invites/print-invites.ts'
import { invitesTexts } from './invites/texts.ts'

/**
 * Prints invitations for customers who are not in the chat yet: sheets as PNG to print and cut, and an index of the links.
 * 0 when they lie in the folder, 1 when the bot's name cannot be had, 2 when settings are missing.
 */
export function customersInvites(config: Config | { problems: string[] }, args: string[]): Promise<number> {
  return atDesk(config, async ({ shop, language }, { botToken, telegramApiRoot }) => {
    const t = invitesTexts[language]
    const wanted = wantedBy(args)
    if (!wanted) return { no: t.usage, code: 2 }
    const bot = await usernameOf({ token: botToken, apiRoot: telegramApiRoot })
    if (bot === null) return { no: t.noName, code: 1 }
    const { cards, sheets } = await printInvites(shop, { ...wanted, bot })
    return cards === 0 ? t.none : `${t.made(cards, sheets, wanted.dir)}\n${t.secret}`
  })
}

function wantedBy(args: string[]): { dir: string; again: boolean } | null {
  try {
    const { values } = parseArgs({ args, options: { out: { type: 'string' }, again: { type: 'boolean' } } })
    return { dir: values.out ?? 'invitations', again: values.again ?? false }
  } catch {
    return null
  }
}
