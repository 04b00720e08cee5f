import { texts } from '../language.ts'

/** The few words the engine itself says; everything else is said by flows. */
export const engineTexts = texts(
  {
    back: '◀ 返回',
    leave: '✖ 取消',
    human: '👤 人工',
    progress: (step: number, of: number) => `第${step}步/共${of}步`,
    stale: '这个按钮已经过期，最新的在下面。',
    foreign: '这个按钮在这里用不了，请用下面的。',
    again: '已经收到啦。',
    outdated: '我们刚更新了服务，请从这里重新开始，之前的预约不受影响。',
    notUnderstood: '抱歉，我没看懂。可以点下面的按钮，或发「人工」找顾问。',
    useButtons: '请点下面的按钮，或直接打字告诉我。',
    left: '好的，已取消，什么都没有改动。',
    keyboardGone: '👌 好的',
    sorry: (id: number, phone: string) => `抱歉，刚才那条消息没能处理好（编号 ${id}）。请再试一次，或拨打 ${phone}。`,
  },
  {
    back: '◀ Back',
    leave: '✖ Cancel',
    human: '👤 A person',
    progress: (step: number, of: number) => `Step ${step} of ${of}`,
    stale: 'That button has expired. The current one is below.',
    foreign: 'That button does not work here. Please use the ones below.',
    again: 'Got it already.',
    outdated: 'We have just updated our service. Please start again here; your appointments are safe.',
    notUnderstood: 'Sorry, I did not understand. Tap a button below, or type “human” for an advisor.',
    useButtons: 'Please tap a button below, or just type what you need.',
    left: 'All right, cancelled. Nothing was changed.',
    keyboardGone: '👌 Thanks',
    sorry: (id: number, phone: string) =>
      `Sorry, we could not deal with your last message (no. ${id}). Please try again, or call ${phone}.`,
  },
)
