import type { TelegramBotCommandScope } from '@gramio/types'
import { badRequest } from '../api-error.ts'
import type { World } from '../world.ts'
import type { Methods } from './method.ts'

/** Commands of a scope and language are one list; the shapes of both are Telegram's. */
function listKey({ scope, language_code }: { scope?: TelegramBotCommandScope; language_code?: string }): string {
  if (language_code !== undefined && !/^[a-z]{2}$/.test(language_code)) throw badRequest('LANG_CODE_INVALID')
  return JSON.stringify([scope ?? { type: 'default' }, language_code ?? ''])
}

function describe(world: World, what: string, value: string | undefined, language = '', limit: number): true {
  if ((value ?? '').length > limit) throw badRequest(`bot ${what} is too long`)
  world.profile.set(`${what}:${language}`, value ?? '')
  return true
}

export const profile: Methods = {
  getMe: (world) => world.bot,

  setMyCommands: (world, params) => {
    const key = listKey(params)
    if (params.commands.length > 100) throw badRequest('too many commands specified')
    for (const { command, description } of params.commands) {
      if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
      if (description.trim() === '') throw badRequest('command description must be non-empty')
      if (description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    }
    world.commands.set(key, params.commands)
    return true
  },
  getMyCommands: (world, params) => world.commands.get(listKey(params)) ?? [],
  deleteMyCommands: (world, params) => {
    world.commands.delete(listKey(params))
    return true
  },

  // Lengths: Bot API, setMyName, setMyDescription, setMyShortDescription.
  setMyName: (world, params) => describe(world, 'name', params.name, params.language_code, 64),
  setMyDescription: (world, params) => describe(world, 'description', params.description, params.language_code, 512),
  setMyShortDescription: (world, params) =>
    describe(world, 'short description', params.short_description, params.language_code, 120),
  setChatMenuButton: () => true,

  getFile: (world, params) => {
    const file = world.files.byId(params.file_id)
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable')
    // Bots may download files of up to 20 MB (Bot API, getFile).
    if (file.bytes.length > 20 * 1024 * 1024) throw badRequest('file is too big')
    return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path: file.path }
  },
}
