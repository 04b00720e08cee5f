import { DateTime } from 'luxon'
import type { Language } from '../../language.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Appointment } from './appointment.ts'

type Facts = Pick<Appointment, '_id' | 'state' | 'startsAt' | 'endsAt' | 'items' | 'icsSequence'>

/**
 * An appointment as a calendar file (RFC 5545). Its UID stays and its SEQUENCE grows, so a calendar replaces the entry
 * it has; a cancelled one takes it away. Instants are written in UTC, which every calendar shows in its reader's zone;
 * the text tells the shop's. An alarm goes off two hours before.
 */
export function icsOf(
  appointment: Facts,
  { profile, language, now }: { profile: ShopProfile; language: Language; now: Date },
): string {
  const cancelled = appointment.state === 'cancelled'
  const title = `${profile.name[language]} · ${appointment.items.map(({ name }) => name[language]).join(' + ')}`
  const venueTime = DateTime.fromJSDate(appointment.startsAt, { zone: profile.zone }).toFormat('yyyy-MM-dd HH:mm')
  const { latitude, longitude } = profile.location
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Yingke//Appointments//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${cancelled ? 'CANCEL' : 'PUBLISH'}`,
    `X-WR-TIMEZONE:${profile.zone}`,
    'BEGIN:VEVENT',
    `UID:${appointment._id}@yingke`,
    `SEQUENCE:${appointment.icsSequence}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(appointment.startsAt)}`,
    `DTEND:${utc(appointment.endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(`${venueTime} (${profile.zone})\n${profile.phone}`)}`,
    `LOCATION:${escaped(`${profile.name[language]}, ${profile.address[language]}`)}`,
    `GEO:${latitude};${longitude}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(cancelled ? [] : alarm(title)),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .flatMap(folded)
    .join('\r\n')
}

const alarm = (title: string) => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(title)}`,
  'TRIGGER:-PT2H',
  'END:VALARM',
]

/** `20261201T013000Z` */
const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const escaped = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n')

/** Lines of at most 75 octets, continued after a space; never cut inside a character (RFC 5545 §3.1). */
function folded(line: string): string[] {
  const lines = ['']
  for (const character of line) {
    const last = lines.at(-1) ?? ''
    if (Buffer.byteLength(last + character) > 75) lines.push(` ${character}`)
    else lines[lines.length - 1] = last + character
  }
  return lines
}
