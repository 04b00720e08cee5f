/** Who waits for a chat to change. Event-driven, so that nobody polls. */
export type Watchers = ReturnType<typeof createWatchers>

export function createWatchers() {
  const byChat = new Map<number, Set<() => void>>()

  /** Calls `look` after every change of the chat until the returned function is called. */
  function watch(chatId: number, look: () => void): () => void {
    const looks = byChat.get(chatId) ?? new Set()
    byChat.set(chatId, looks.add(look))
    return () => {
      looks.delete(look)
      if (looks.size === 0 && byChat.get(chatId) === looks) byChat.delete(chatId)
    }
  }

  function changed(chatId: number): void {
    for (const look of [...(byChat.get(chatId) ?? [])]) look()
  }

  return { watch, changed }
}
