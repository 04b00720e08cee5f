/** Called with the id of the message that changed, or null when something beside the messages did. */
type Look = (messageId: number | null) => void

/** Who waits for a chat to change. Event-driven, so that nobody polls. */
export type Watchers = ReturnType<typeof createWatchers>

export function createWatchers() {
  const byChat = new Map<number, Set<Look>>()

  /** Calls `look` after every change of the chat until the returned function is called. */
  function watch(chatId: number, look: Look): () => void {
    const looks = byChat.get(chatId) ?? new Set()
    byChat.set(chatId, looks.add(look))
    return () => {
      looks.delete(look)
      if (looks.size === 0 && byChat.get(chatId) === looks) byChat.delete(chatId)
    }
  }

  function changed(chatId: number, messageId: number | null): void {
    for (const look of [...(byChat.get(chatId) ?? [])]) look(messageId)
  }

  return { watch, changed }
}
