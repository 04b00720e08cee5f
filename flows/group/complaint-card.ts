import { type Button, bold, joined, quote, type Rich, type Screen } from '../../src/messages/screen.ts'
import type { Complaint } from '../../src/shop/complaints/complaint.ts'
import { dueOf } from '../../src/shop/complaints/milestones.ts'
import { scoreOf, surveyIdOf } from '../../src/shop/surveys/survey.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { causeNames } from '../steps/causes.ts'
import { concernInWords } from '../steps/concern.ts'
import { showInstant } from '../steps/showing.ts'
import { complaintTexts, plans } from './complaint.texts.ts'
import type { Desk } from './sheet.ts'
import { groupTexts } from './texts.ts'

/** What fits a card [a message holds 4,096 characters]; the terminal shows everything. */
const wordsAtMost = 2_500

/** A complaint with the buttons for what comes next. */
export async function complaintScreen(complaint: Complaint, desk: Desk): Promise<Screen> {
  const t = complaintTexts[desk.language]
  const { _id, state, claimedAt, plan } = complaint
  const text = await complaintInWords(complaint, desk, wordsAtMost)
  const button = (label: string, entry: string, value = _id): Button => ({ label, enter: 'complaint', entry, value })
  if (state === 'closed') return { text }
  if (state === 'resolved') {
    const contacts = [button(t.satisfied, 'contact', `${_id}:1`), button(t.unsatisfied, 'contact', `${_id}:0`)]
    return { text, rows: claimedAt ? [contacts] : [[button(t.claim, 'claim')], contacts] }
  }
  const planButtons = plans.map((one) => button(t.planButton(t.plans[one]), 'plan', `${_id}:${one}`))
  const ends = claimedAt ? [button(t.resolve, 'resolve')] : [button(t.claim, 'claim'), button(t.resolve, 'resolve')]
  if (plan || !claimedAt) return { text, rows: [ends] }
  return {
    text: joined([text, t.otherPlan]),
    rows: [planButtons.slice(0, 2), planButtons.slice(2), ends],
  }
}

/**
 * The words of a complaint; the same in the group, where it hangs for days and never says 明天, and in the terminal. What the
 * customer said stays as it is.
 */
export async function complaintInWords(
  complaint: Complaint,
  desk: Desk,
  atMost = Number.MAX_SAFE_INTEGER,
): Promise<Rich> {
  const { shop, language } = desk
  const t = complaintTexts[language]
  const profile = shop.profile.current()
  const show = (at: Date) => showInstant(at, { language, zone: profile.zone })
  const { state, source, owner, leftBy, plan, wantsCall, rounds, openedAt, visitId, secondContacts } = complaint
  const [customer, visit, survey] = await Promise.all([
    shop.customers.get(complaint.customerId),
    visitId === null ? null : shop.visits.get(visitId),
    visitId === null ? null : shop.surveys.get(surveyIdOf('csat', visitId)),
  ])
  const vehicle = visit && (await shop.vehicles.get(visit.vehicleId))
  const score = survey && scoreOf(survey)
  const names = profile.items.filter(({ id }) => visit?.done.includes(id)).map((item) => item.name[language])
  const said = concernInWords(complaint.said, { language })
  const dues = dueOf(complaint, profile).map(({ what, dueAt }) => t.due(t.dues[what], show(dueAt)))
  return joined([
    bold(`${t.states[state]}  ${show(openedAt)}`),
    joined(
      [customer?.name ?? groupTexts[language].nobody, customer?.phone, vehicle && showPlate(vehicle.plate)],
      ' · ',
    ),
    joined(
      [
        t.sources[source],
        names.join(' + '),
        score !== null && t.score(score),
        survey?.causes.map((cause) => causeNames[language][cause]).join(' · '),
        rounds > 1 && t.round(rounds),
      ],
      '  ',
    ),
    said !== '' && quote(said.length > atMost ? `…${said.slice(-atMost)}` : said),
    wantsCall && state === 'open' && t.wantsCall,
    owner ? groupTexts[language].owner(owner.name) : leftBy ? t.left(leftBy) : state !== 'closed' && t.unowned,
    plan && t.plan(plan.words),
    ...secondContacts.map(({ at, satisfied }) => t.contacted(show(at), satisfied)),
    ...dues,
  ])
}
