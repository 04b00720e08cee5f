import type { Job } from '../src/agenda/job.ts'
import { askSurvey } from './ask-survey.ts'
import { assignHandoff } from './assign-handoff.ts'
import { cancellation } from './cancellation.ts'
import { claimComplaint } from './claim-complaint.ts'
import { confirmation } from './confirmation.ts'
import { creditOutreach } from './credit-outreach.ts'
import { drainHandoffs } from './drain-handoffs.ts'
import { endCampaign } from './end-campaign.ts'
import { endHandoff } from './end-handoff.ts'
import { forgetCustomer } from './forget-customer.ts'
import { handoffIdle } from './handoff-idle.ts'
import { handoffOffDuty } from './handoff-off-duty.ts'
import { handoffWaits } from './handoff-waits.ts'
import { lightReminder } from './light-reminder.ts'
import { listUnready } from './list-unready.ts'
import { logistics } from './logistics.ts'
import { noShow } from './no-show.ts'
import { offerExpires } from './offer-expires.ts'
import { offerTime } from './offer-time.ts'
import { openVisit } from './open-visit.ts'
import { raiseComplaint } from './raise-complaint.ts'
import { raiseTask } from './raise-task.ts'
import { reachOut } from './reach-out.ts'
import { reconfirmation } from './reconfirmation.ts'
import { recovery } from './recovery.ts'
import { runCampaign } from './run-campaign.ts'
import { runningLate } from './running-late.ts'
import { showBriefing } from './show-briefing.ts'
import { showComplaint } from './show-complaint.ts'
import { showHandoff } from './show-handoff.ts'
import { showSheet } from './show-sheet.ts'
import { showTask } from './show-task.ts'
import { showVisit } from './show-visit.ts'
import type { Tools } from './steps/reminding.ts'
import { tellComplainer } from './tell-complainer.ts'
import { tellOffer } from './tell-offer.ts'
import { testCampaign } from './test-campaign.ts'
import { unconfirmed } from './unconfirmed.ts'
import { weeklyDigest } from './weekly-digest.ts'

/** Every job there is. */
export const jobs: Job<unknown, Tools>[] = [
  askSurvey,
  assignHandoff,
  cancellation,
  claimComplaint,
  confirmation,
  creditOutreach,
  drainHandoffs,
  endCampaign,
  endHandoff,
  handoffIdle,
  handoffOffDuty,
  handoffWaits,
  forgetCustomer,
  lightReminder,
  listUnready,
  logistics,
  noShow,
  offerExpires,
  offerTime,
  openVisit,
  raiseComplaint,
  raiseTask,
  reachOut,
  reconfirmation,
  recovery,
  runCampaign,
  runningLate,
  showBriefing,
  showComplaint,
  showHandoff,
  showSheet,
  showTask,
  showVisit,
  tellComplainer,
  tellOffer,
  testCampaign,
  unconfirmed,
  weeklyDigest,
]
