import { texts } from '../language.ts'

/** The few words the engine itself says; everything else is said by flows. */
export const engineTexts = texts(
  {
    back: '◀ 返回',
    leave: '✖ 取消',
    menu: '🏠 主菜单',
    stop: '✖ 停止代办',
    human: '👤 人工',
    progress: (step: number, of: number) => `第${step}步/共${of}步`,
    stale: '这个按钮已经过期，最新的在下面。',
    foreign: '这个按钮在这里用不了，请用下面的。',
    outdated: '我们刚更新了服务，请从这里重新开始，之前的预约不受影响。',
    notUnderstood: '抱歉，我没看懂。可以点下面的按钮，或发「人工」找顾问。',
    stillNotUnderstood: '真不好意思，还是没看懂。发「人工」两个字，顾问就来帮您。',
    useButtons: '请点下面的按钮，或直接打字告诉我。',
    left: '好的，这次先不办了。已有的预约不受影响。',
    keyboardGone: '👌 好的',
    sorry: (id: number, phone: string) => `抱歉，刚才那条消息没能处理好（编号 ${id}）。请再试一次，或拨打 ${phone}。`,
  },
  {
    back: '◀ Back',
    leave: '✖ Cancel',
    menu: '🏠 Main menu',
    stop: '✖ Stop',
    human: '👤 A person',
    progress: (step: number, of: number) => `Step ${step} of ${of}`,
    stale: 'That button has expired. Please use the ones below.',
    foreign: 'That button doesn’t work here. Please use the ones below.',
    outdated: 'We’ve just updated our service. Please start again here; your appointments are safe.',
    notUnderstood: 'Sorry, I didn’t understand that. Tap a button below, or type “human” to reach an advisor.',
    stillNotUnderstood: 'I’m sorry, I still don’t understand. Just type “human” and an advisor will help you.',
    useButtons: 'Please tap a button below, or just type what you need.',
    left: 'No problem, we’ll leave it there. Your appointments are unchanged.',
    keyboardGone: '👌 Thanks',
    sorry: (id: number, phone: string) =>
      `Sorry, something went wrong with your last message (no. ${id}). Please try again, or call ${phone}.`,
  },
)
