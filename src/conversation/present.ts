import type { Addressee, NewMessage } from '../messages/message.ts'
import { type Button, joined, type Screen } from '../messages/screen.ts'
import type { Ending } from './carry-out.ts'
import type { Conversation } from './conversation.ts'
import { engineTexts } from './texts.ts'
import { backTap, leaveTap, stepOf } from './turn.ts'
import type { Enter } from './understanding.ts'

/** A reply answers what somebody is waiting for now; a day later it only confuses. */
export const replyLivesMs = 24 * 60 * 60 * 1000

type Presented = { said: NewMessage[]; screen: Conversation['screen'] }

/**
 * Turns an ending into messages, one API call each, under keys made of chat and revision. The flow's message is
 * edited in place after a tap; after typed words it moves below them, so that a flow stays one message and is
 * always at the bottom of the chat. Without `human` it is played for an advisor.
 */
export function present(
  ending: Ending,
  at: {
    chat: string
    revision: number
    previous: Conversation['screen']
    inPlace: boolean
    /** The channel's id of the message that was tapped. */
    tapped: string | undefined
    now: Date
    human: Enter | null
    to: Addressee
    /** Whom it is played for, where that is not who reads it. */
    customerId: string | undefined
  },
): Presented {
  const { previous, revision } = at
  const { language } = ending
  const said: NewMessage[] = []
  const say = (content: NewMessage['content']): string => {
    const _id = `${at.chat}:r${revision}:${said.length}`
    const expiresAt = new Date(at.now.getTime() + replyLivesMs)
    said.push({
      _id,
      lane: 'reply',
      purpose: 'reply',
      to: at.to,
      ...(at.customerId && { customerId: at.customerId }),
      content,
      order: said.length,
      notBefore: at.now,
      expiresAt,
    })
    return _id
  }

  if (ending.redraws) {
    const { screen } = ending
    say({ kind: 'screen', screen, revision, ...(at.tapped && { edit: at.tapped, editId: at.tapped }) })
    return { said, screen: previous }
  }
  if (previous?.asked) say({ kind: 'plain', text: engineTexts[language].keyboardGone, dropKeyboard: true })
  for (const screen of ending.asides) say({ kind: 'screen', screen, revision })

  const screen = dressed(ending, at.human)
  // A message that asked for a contact carries a reply keyboard, and such a message cannot be edited.
  const editable = previous && !previous.asked && !screen.ask && ending.asides.length === 0
  const edit = at.inPlace && editable ? { edit: previous.key, editId: at.tapped } : undefined
  const key = say({ kind: 'screen', screen, revision, ...edit })
  if (previous && !edit) say({ kind: 'remove', of: previous.key })
  // The way there and the calendar are the customer's: they are told by themselves of what was agreed on for them.
  if (at.human) for (const attachment of ending.screen.attach ?? []) say(attachment)

  return { said, screen: ending.place ? { key, revision, asked: Boolean(screen.ask) } : null }
}

/** The screen with its notice, its progress and the buttons that every step has. */
function dressed({ place, screen, notice, language }: Ending, human: Enter | null): Screen {
  const words = engineTexts[language]
  const progress = screen.progress && words.progress(...screen.progress)
  const text = joined([notice, joined([progress, screen.text])], '\n\n')
  if (!place || place.flow.footer === false) return { ...screen, text }
  const footer: Button[] = [
    { label: !human ? words.stop : place.flow.footer === 'menu' ? words.menu : words.leave, tap: leaveTap },
    ...(human ? [{ label: words.human, enter: human.enter, entry: human.entry, value: '' }] : []),
  ]
  if (stepOf(place).back) footer.unshift({ label: words.back, tap: backTap })
  return { ...screen, text, rows: [...(screen.rows ?? []), footer] }
}
