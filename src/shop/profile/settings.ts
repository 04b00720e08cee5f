import { z } from 'zod'
import { clockTime } from './hours.ts'

const minutes = (byDefault: number) => z.number().int().positive().default(byDefault)
const share = (byDefault: number) => z.number().min(0).max(1).default(byDefault)
const time = (byDefault: string) => clockTime.prefault(byDefault)

/**
 * Numbers for which no study was found: each is our own default, and every shop may set its own. Times of day are
 * minutes past the shop's midnight.
 */
export const settings = z
  .strictObject({
    /** Nothing is sent unasked from `quietFrom` to `quietUntil`; facts about today's visit already from `logisticsFrom`. */
    quiet: z
      .strictObject({ quietFrom: time('20:00'), quietUntil: time('09:00'), logisticsFrom: time('07:30') })
      .prefault({}),
    reminders: z
      .strictObject({
        lightIfBookedDaysAhead: minutes(5),
        lightDaysBefore: minutes(3),
        reconfirmAt: time('18:00'),
        reconfirmTaskAt: time('20:00'),
        logisticsMinutesBefore: minutes(120),
        runningLateAfterMinutes: minutes(15),
        noShowAfterMinutes: minutes(30),
        recoveryWithinMinutes: minutes(1_440),
      })
      .prefault({}),
    outreach: z
      .strictObject({
        marketingPer7Days: minutes(1),
        marketingPer30Days: minutes(2),
        sameCauseAfterDays: minutes(30),
        /** What is due is spoken of so many days ahead, at this time of an open day; a call follows the last message. */
        dueAheadDays: minutes(14),
        dueAt: time('10:00'),
        callAfterDays: minutes(7),
        callsPerDay: minutes(20),
        stopsAfterIgnored: minutes(2),
        stopsAtBlocked: share(0.02),
        stopsAtFailed: share(0.1),
        consentKeptYears: minutes(3),
      })
      .prefault({}),
    /** What is due for a vehicle: how it is reckoned, and for how long it is worth a word once past. */
    care: z
      .strictObject({
        /** Readings of fewer days, or that need more km a day than this, give no pace. */
        paceSpanDays: minutes(60),
        mostKmPerDay: minutes(1_000),
        /** A last reading older than this on the due day makes that day less certain. */
        trustsReadingDays: minutes(365),
        asksMileageAfterDays: minutes(180),
        declinedBackDays: minutes(90),
        overdueDays: minutes(90),
      })
      .prefault({}),
    /** How long a printed link into the chat is good. */
    invitations: z.strictObject({ validDays: minutes(180) }).prefault({}),
    survey: z
      .strictObject({
        afterMinutes: minutes(1_440),
        expiresAfterMinutes: minutes(4_320),
        oncePerDays: minutes(30),
        /** Within so long a changed mind counts, and words are taken for what was meant by the score. */
        changeWithinMinutes: minutes(1_440),
        wordsWithinMinutes: minutes(60),
        /** Whether they would recommend the shop is asked later and seldom. */
        npsAfterDays: minutes(35),
        npsOncePerDays: minutes(180),
      })
      .prefault({}),
    complaint: z
      .strictObject({
        acknowledgedMinutes: minutes(1),
        personMinutes: minutes(30),
        planMinutes: minutes(1_440),
        resolvedMinutes: minutes(2_880),
        secondContactAfterDays: minutes(2),
        secondContactWithinDays: minutes(3),
        /** Whatever is said within so long of a complaint belongs to it. */
        wordsWithinMinutes: minutes(60),
      })
      .prefault({}),
    /** Whether what was not right is looked at again for nothing, and how long after the delivery it can be booked so. */
    rework: z.strictObject({ free: z.boolean().default(true), withinDays: minutes(90) }).prefault({}),
    handoff: z
      .strictObject({
        idleMinutes: minutes(30),
        firstReplyMinutes: minutes(10),
        nextReplyMinutes: minutes(30),
        reopenMinutes: minutes(4_320),
        offHoursNoticeMinutes: minutes(720),
        /** Nobody is offered more chats than this at a time; whoever claims one themselves may have more. */
        perAdvisor: minutes(5),
      })
      .prefault({}),
    /** A task nobody has done is raised when it is overdue, in opening hours, and so many times. */
    tasks: z
      .strictObject({ graceMinutes: minutes(30), againMinutes: minutes(60), timesAtMost: minutes(3) })
      .prefault({}),
    /** When managers get the numbers of the week before, on Mondays. */
    digest: z.strictObject({ at: time('09:30') }).prefault({}),
    /** When the list of what is not ready for the next day is put up. */
    preparation: z.strictObject({ listAt: time('18:00') }).prefault({}),
    /** A freed time is kept for one customer for so many minutes of opening hours, and offered to nobody shortly before. */
    waitingList: z.strictObject({ offerMinutes: minutes(15), lastOfferMinutesBefore: minutes(60) }).prefault({}),
    /** How long a customer who has arrived may wait for a greeting. */
    reception: z.strictObject({ greetingMinutes: minutes(3) }).prefault({}),
  })
  .prefault({})

export type Settings = z.output<typeof settings>
