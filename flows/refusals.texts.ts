import { texts } from '../src/language.ts'
import { bold, type Rich, rich } from '../src/messages/screen.ts'
import type { Refusal } from '../src/refusal.ts'
import type { NotConfirmed, NotHeld } from '../src/shop/appointments/booking.ts'
import type { NotMoved } from '../src/shop/appointments/moving.ts'
import type { NoTime } from '../src/shop/days/slot.ts'
import type { Unknown as CustomerUnknown } from '../src/shop/privacy/privacy.ts'
import type { MileageRefusal } from '../src/shop/vehicles/mileage.ts'
import type { PlateRefusal } from '../src/shop/vehicles/plate.ts'
import type { Backwards, Unknown as VehicleUnknown } from '../src/shop/vehicles/vehicles.ts'
import type { VinRefusal } from '../src/shop/vehicles/vin.ts'
import type { OfferOver } from '../src/shop/waiting-list/waiting-list.ts'
import type { WishRefusal } from '../src/shop/wishes/wish.ts'
import type { PhoneRefusal } from './steps/phone.ts'
import { showKm } from './steps/vehicle.ts'

/** Every "no" a customer can hear. A new one of any door does not compile until it has words in both languages. */
export type Reason =
  | PlateRefusal
  | VinRefusal
  | MileageRefusal
  | Backwards['refused']
  | VehicleUnknown['refused']
  | CustomerUnknown['refused']
  | PhoneRefusal
  | NoTime
  | WishRefusal
  | NotHeld
  | NotConfirmed
  | NotMoved
  | OfferOver['refused']

type Detail = NonNullable<Refusal['detail']>
type Words = Record<Reason, (detail: Detail) => Rich>

/** The number a letter that plates and VINs never have is usually taken for. */
const meant = (letter: unknown) => (letter === 'I' ? '1' : '0')
const km = (value: unknown) => Number(value)

export const refusalTexts = texts<Words>(
  {
    'plate-too-short': ({ length }) =>
      rich`这个车牌只有 ${length ?? 0} 位，少了几位：普通车牌 7 位，新能源 8 位，连省份简称一起，例如 ${bold('粤B12345')}。请再输一次。`,
    'plate-too-long': ({ length }) =>
      rich`这个车牌有 ${length ?? 0} 位，多了几位：普通车牌 7 位，新能源 8 位，例如 ${bold('粤B12345')}。请再输一次。`,
    'plate-province': () => rich`车牌要从省份简称开始，例如 ${bold('粤B12345')}。请连省份一起再输一次。`,
    'plate-letter': ({ character }) =>
      `车牌第 2 位应该是英文字母，您输的是“${character}”。请对照车牌再输一次，例如 粤B12345。`,
    'plate-i-or-o': ({ character, at }) =>
      at === 2
        ? `车牌第 2 位不会是字母 ${character}。请对照车牌看一下，再输一次。`
        : `车牌里没有字母 ${character}，第 ${at} 位是不是数字 ${meant(character)}？请改一下再输一次。`,
    'plate-characters': ({ character, at }) =>
      character
        ? `车牌第 ${at} 位的“${character}”不太对。请对照车牌看一下，再输一次。`
        : '这个车牌有一位不太对。请对照车牌看一下，再输一次。',
    'plate-energy-letter': () =>
      rich`8 位的是新能源车牌，第 3 位应该是字母，例如 ${bold('粤BD12345')}（大型车在最后一位）。如果是普通车牌，请输 7 位。`,
    'plate-cross-border': () => rich`只有粤Z 开头的车牌以“港”“澳”结尾，例如 ${bold('粤Z1234港')}。请对照车牌再输一次。`,
    'vin-length': ({ length }) => `车架号是 17 位，您输的是 ${length} 位。请对照行驶证再输一次；手边没有也可以先跳过。`,
    'vin-characters': ({ character, at }) =>
      /[IOQ]/.test(String(character))
        ? `车架号里没有字母 I、O、Q，第 ${at} 位是不是数字 ${meant(character)}？请改一下再输一次。`
        : `车架号只有字母和数字，第 ${at} 位的“${character}”不对。请再输一次。`,
    'vin-checksum': () =>
      '车架号自带校验位，这一串对不上，多半是有一位看错了（常见的是 0 和 D、1 和 L、8 和 B、5 和 S）。请对照行驶证再输一次，也可以先跳过。',
    'mileage-not-a-number': () => rich`没看懂这个里程。请输入公里数，例如 ${bold('32000')} 或 ${bold('3.2万')}。`,
    'mileage-range': ({ mostKm }) =>
      `里程要在 0 到 ${showKm(km(mostKm), 'zh-CN')} 之间，是不是多输了一位？请再输一次。`,
    'mileage-backwards': ({ lastKm }) =>
      `上次记录是 ${showKm(km(lastKm), 'zh-CN')}，这次反而少了。请看一下仪表盘再输一次。`,
    'vehicle-unknown': () => '没找到这辆车，可能已经移走了。请从列表里选一辆，或重新添加。',
    'customer-unknown': () => '没找到您的资料，可能已经删除了。发 /start 可以重新开始。',
    'phone-invalid': () => '这个号码不像能联系上您的手机号。请换成常用手机号的 Telegram 分享，或点「人工」找顾问。',
    'phone-not-own': () => '这张名片不是您本人的。为了保护号码的主人，请点下方的「分享我的手机号」。',
    'phone-typed': () => '谢谢！不过打字的号码没法确认是您本人，请点下方的「分享我的手机号」，一点就好。',
    past: () => '这个时间已经过去了，换一个之后的吧，比如「明天下午三点」。',
    'too-soon': () => '这个时间太近了，来不及为您准备。请选晚一点的时间，或点「人工」问问顾问。',
    'beyond-horizon': ({ horizonDays }) =>
      `这么远的日子还没开放预约，请选${horizonDays ? ` ${horizonDays} 天以内` : '近一点'}的日子。`,
    closed: ({ day }) => `${day ?? '这一天'}门店休息，请换一天。`,
    'no-such-day': () => '日历上没有这一天，请看一下日期再告诉我。',
    'outside-hours': ({ hours }) => `这个时间门店不营业${hours ? `（那天营业 ${hours}）` : ''}，请换一个时间。`,
    'refused-day': () => '好的，避开这一天。请告诉我哪天方便，或点按钮选一个。',
    full: () => '这一天已经约满了，请换一天看看。',
    'unknown-item': () => '这个项目现在约不了，请重新选一项，或点「人工」问问顾问。',
    'unknown-advisor': () => '这位顾问现在约不了，请换一位，或选「谁都可以」。',
    'no-bay-for-all': () => '这几项没法在一个工位一次做完，请分开预约，或点「人工」让顾问帮您安排。',
    'no-technician-for-all': () => '这几项没法由一位技师一次做完，请分开预约，或点「人工」让顾问帮您安排。',
    'slot-taken': () => '刚刚有人约走了这个时间，请从下面另选一个。',
    'advisor-busy': () => '这位顾问那时已有安排。请换个时间，或选「谁都可以」。',
    'vehicle-busy': () => '这辆车在这个时间已经有预约了。请换个时间，或在「我的预约」里改期。',
    'hold-expired': () => '为您保留的时间到了，已经放开。请重新选一个，很快的。',
    'appointment-unknown': () => '没找到这个预约，请在「我的预约」里看看现在的情况。',
    'not-held': () => '这个预约的情况已经变了，请在「我的预约」里看看。',
    changed: () => '这个预约刚刚有变动，请看一下现在的情况再改。',
    'offer-over': () => '这个时间已经不再为您保留了，请看下面现在的情况。',
    'not-booked': () => '这个预约的情况已经变了，请在「我的预约」里看看。',
  },
  {
    'plate-too-short': ({ length }) =>
      rich`That plate has only ${length ?? 0} characters. Ordinary plates have 7, new-energy ones 8, with the province, for example ${bold('粤B12345')}. Please type it again.`,
    'plate-too-long': ({ length }) =>
      rich`That plate has ${length ?? 0} characters. Ordinary plates have 7, new-energy ones 8, for example ${bold('粤B12345')}. Please type it again.`,
    'plate-province': () =>
      rich`A plate begins with the province, for example ${bold('粤B12345')}. Please type it again with that character.`,
    'plate-letter': ({ character }) =>
      `The 2nd place of a plate is a letter, but you typed “${character}”. Please check and type it again, for example 粤B12345.`,
    'plate-i-or-o': ({ character, at }) =>
      at === 2
        ? `The 2nd place of a plate is never the letter ${character}. Please check and type it again.`
        : `Plates have no letter ${character}. Is place ${at} the digit ${meant(character)}? Please type it again.`,
    'plate-characters': ({ character, at }) =>
      character
        ? `“${character}” in place ${at} does not look right. Please check the plate and type it again.`
        : 'One character of that plate does not look right. Please check and type it again.',
    'plate-energy-letter': () =>
      rich`A plate of 8 characters is a new-energy one, with a letter in place 3, for example ${bold('粤BD12345')} (large vehicles: in the last place). An ordinary plate has 7; please type it again.`,
    'plate-cross-border': () =>
      rich`Only plates beginning with 粤Z end in 港 or 澳, for example ${bold('粤Z1234港')}. Please check and type it again.`,
    'vin-length': ({ length }) =>
      `A VIN has 17 characters, you typed ${length}. Please check the vehicle licence and type it again, or skip it for now.`,
    'vin-characters': ({ character, at }) =>
      /[IOQ]/.test(String(character))
        ? `A VIN has no letters I, O or Q. Is place ${at} the digit ${meant(character)}? Please type it again.`
        : `A VIN has only letters and digits; “${character}” in place ${at} is neither. Please type it again.`,
    'vin-checksum': () =>
      'A VIN contains a check digit, and it does not fit: one character was probably misread (0 and D, 1 and L, 8 and B, 5 and S are common). Please type it again, or skip it for now.',
    'mileage-not-a-number': () =>
      rich`I didn’t understand that mileage. Please type it in kilometres, for example ${bold('32000')} or ${bold('32k')}.`,
    'mileage-range': ({ mostKm }) =>
      `The mileage should be between 0 and ${showKm(km(mostKm), 'en')}. One digit too many? Please type it again.`,
    'mileage-backwards': ({ lastKm }) =>
      `Last time it was ${showKm(km(lastKm), 'en')}, so this is less. Please check the dashboard and type it again.`,
    'vehicle-unknown': () =>
      'I couldn’t find that car; it may have been removed. Please choose one from your list, or add it again.',
    'customer-unknown': () => 'I couldn’t find your details; they may have been deleted. Send /start to begin again.',
    'phone-invalid': () =>
      'That does not look like a mobile number we can reach you on. Please share one from your usual account, or ask for a person.',
    'phone-not-own': () =>
      'That isn’t your own contact card. To protect its owner, please tap “Share my number” below instead.',
    'phone-typed': () =>
      'Thank you! But a typed number doesn’t show that it’s yours, so please tap “Share my number” below.',
    past: () => 'That time has already passed. Please choose a later one, such as “tomorrow 3pm”.',
    'too-soon': () => 'That’s too soon for us to be ready for you. Please choose a later time, or ask for a person.',
    'beyond-horizon': ({ horizonDays }) =>
      `We can’t take bookings that far ahead yet. Please choose a day ${horizonDays ? `within the next ${horizonDays} days` : 'closer to today'}.`,
    closed: ({ day }) => `We’re closed ${day ?? 'that day'}. Please choose another day.`,
    'no-such-day': () => 'That date doesn’t exist. Please check it and try again.',
    'outside-hours': ({ hours }) =>
      `We’re not open at that time${hours ? ` (our hours that day: ${hours})` : ''}. Please choose another time.`,
    'refused-day': () => 'All right, not that day. Which day would suit you? Type it, or use the buttons.',
    full: () => 'That day is full. Please choose another one.',
    'unknown-item': () => 'That can’t be booked right now. Please choose something else, or ask for a person.',
    'unknown-advisor': () => 'That advisor can’t be booked right now. Please choose another, or “No preference”.',
    'no-bay-for-all': () =>
      'These cannot be done in one go in one bay. Please book them separately, or ask for a person.',
    'no-technician-for-all': () =>
      'No technician does all of these in one go. Please book them separately, or ask for a person.',
    'slot-taken': () => 'Someone has just taken that time. Please choose another one below.',
    'advisor-busy': () => 'That advisor is busy then. Please choose another time, or “No preference”.',
    'vehicle-busy': () => 'That car already has an appointment then. Choose another time, or reschedule the other one.',
    'hold-expired': () => 'Sorry, the hold on that time has run out. Please choose again – it’s quick.',
    'appointment-unknown': () =>
      'I couldn’t find that appointment. Please check “Appointments” to see how things stand.',
    'not-held': () =>
      'That appointment has changed in the meantime. Please check “Appointments” to see how things stand.',
    changed: () => 'That appointment has just been changed. Please look at it as it stands now, then try again.',
    'not-booked': () =>
      'That appointment has changed in the meantime. Please check “Appointments” to see how things stand.',
    'offer-over': () => 'That time is no longer kept for you. This is how things stand.',
  },
)

export const unknownRefusal = texts<Rich>(
  '这一步现在办不了。请换一个试试，或点「人工」找顾问帮忙。',
  'That isn’t possible right now. Please try something else, or ask for a person.',
)
