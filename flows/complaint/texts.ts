import { texts } from '../../src/language.ts'
import { bold, rich } from '../../src/messages/screen.ts'

export const complaintTexts = texts(
  {
    told: '✓ 收到，原话已交给经理。',
    resolved: rich`🙏 ${bold('您反映的问题，我们已经处理了。')}
过两三天会再问您一次。如果没有解决，点一下，我们马上接着办。`,
    notResolved: '↩️ 还没解决',
    reopened: rich`🙏 ${bold('好的，马上接着办。')}经理会再联系您。还有什么要说的，直接打字就行。`,
    nothing: '这个投诉找不到了，有事请直接打字或找顾问。',
    menu: '🏠 主菜单',
  },
  {
    told: '✓ Noted; our manager gets it exactly as you sent it.',
    resolved: rich`🙏 ${bold('We’ve dealt with what you told us.')}
We’ll ask you once more in two or three days. If it isn’t settled, tap below and we’ll go on at once.`,
    notResolved: '↩️ Not settled yet',
    reopened: rich`🙏 ${bold('All right, we’ll go on at once.')} Our manager will contact you again. If there is more to say, just type it.`,
    nothing: 'We can’t find that complaint any more. Please just type what is wrong, or ask for an advisor.',
    menu: '🏠 Main menu',
  },
)
