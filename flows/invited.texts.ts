import { texts } from '../src/language.ts'
import { rich } from '../src/messages/screen.ts'

export const invitedTexts = texts(
  {
    lead: rich`🎫 您是受邀的车主。确认一下手机号，就能把您在店里的档案接到这个聊天里；确认之前，档案里的内容不会显示。`,
    joined: '✅ 已确认，您在店里的档案接上了。',
    ofAnother: '✅ 手机号已确认。它和邀请上登记的不同，档案没有接上；如果您换了号码，点「找顾问」告诉我们就好。',
    gone: '✅ 手机号已确认。',
  },
  {
    lead: rich`🎫 You have been invited. Confirm your number to connect your records at the shop with this chat; nothing of them is shown before.`,
    joined: '✅ Confirmed: your records at the shop are connected.',
    ofAnother:
      '✅ Your number is confirmed. It is not the one on the invitation, so no records were connected; if your number has changed, tap “An advisor” and tell us.',
    gone: '✅ Your number is confirmed.',
  },
)
