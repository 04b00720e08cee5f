import { readConfig } from '../config.ts'
import { inviteAdvisor, listAdvisors, removeAdvisor } from './advisor.ts'
import {
  checkCampaign,
  launchCampaign,
  listCampaigns,
  openCampaign,
  previewCampaign,
  tryCampaign,
  turnCampaign,
} from './campaign.ts'
import {
  claimComplaint,
  complaints,
  contactComplainer,
  openComplaint,
  planComplaint,
  resolveComplaint,
} from './complaint.ts'
import { customersImport } from './customers-import.ts'
import { customersInvites } from './customers-invites.ts'
import { day, tasks } from './desk.ts'
import { doctor } from './doctor.ts'
import { due } from './due.ts'
import { declines, funnel } from './funnel.ts'
import { addImprovement, closeImprovement, listImprovements } from './improve.ts'
import { report } from './report.ts'
import { shopCheck } from './shop-check.ts'
import { arrive, complete, visits, walkIn } from './visit.ts'
import { why } from './why.ts'

/** The operator's commands. Each says what it found and answers the exit code. */
const commands: Record<string, { usage: string; what: string; run(args: string[]): Promise<number> }> = {
  doctor: {
    usage: 'doctor',
    what: 'checks every setting and everything the product depends on',
    run: () => doctor(readConfig()),
  },
  day: {
    usage: 'day [DATE]',
    what: 'prints what is to be prepared for a day, today when none is named',
    run: (args) => day(readConfig(), args),
  },
  tasks: {
    usage: 'tasks',
    what: 'prints what people have to do, the most urgent first',
    run: () => tasks(readConfig()),
  },
  'customers import': {
    usage: 'customers import FILE [--dry-run] [--json]',
    what: 'takes a list of customers in (CSV or XLSX), and names every row that is wrong',
    run: (args) => customersImport(readConfig(), args),
  },
  'customers invites': {
    usage: 'customers invites [--out DIR] [--again]',
    what: 'prints links into the chat, as QR codes on sheets, for customers who are not in it yet',
    run: (args) => customersInvites(readConfig(), args),
  },
  due: {
    usage: 'due [DATE]',
    what: 'lists the vehicles that are due by a day, today when none is named, and why',
    run: (args) => due(readConfig(), args),
  },
  complaints: {
    usage: 'complaints',
    what: 'prints the complaints that are not closed, the longest open first',
    run: () => complaints(readConfig()),
  },
  'complaint open': {
    usage: 'complaint open',
    what: 'notes a complaint made by telephone: --phone --words [--visit ID] [--name]',
    run: (args) => openComplaint(readConfig(), args),
  },
  'complaint claim': {
    usage: 'complaint claim ID',
    what: 'takes a complaint on',
    run: (args) => claimComplaint(readConfig(), args),
  },
  'complaint plan': {
    usage: 'complaint plan ID …',
    what: 'notes in words of your own what will be done',
    run: (args) => planComplaint(readConfig(), args),
  },
  'complaint resolve': {
    usage: 'complaint resolve ID',
    what: 'notes that it is done, which the customer hears',
    run: (args) => resolveComplaint(readConfig(), args),
  },
  'complaint contact': {
    usage: 'complaint contact ID yes|no',
    what: 'notes, some days later, whether the customer is content: then it is closed, or goes on',
    run: (args) => contactComplainer(readConfig(), args),
  },
  visits: {
    usage: 'visits',
    what: 'prints the cars that are at the shop, with their ids',
    run: () => visits(readConfig()),
  },
  'visit arrive': {
    usage: 'visit arrive ID',
    what: 'checks in whoever booked the appointment ID',
    run: (args) => arrive(readConfig(), args),
  },
  'visit open': {
    usage: 'visit open',
    what: 'checks in somebody without an appointment: --phone --plate --items a,b --advisor ID [--name] [--words]',
    run: (args) => walkIn(readConfig(), args),
  },
  'visit complete': {
    usage: 'visit complete ID',
    what: 'completes a visit, or puts it right: --km 52300 --paid 680.00 [--done a,b] [--declined c] [--confirmed]',
    run: (args) => complete(readConfig(), args),
  },
  why: {
    usage: 'why ID',
    what: 'prints what was sent about an appointment or a customer, what not and why, and what comes next',
    run: why,
  },
  'advisor invite': {
    usage: 'advisor invite',
    what: 'prints a one-time link: --role advisor|manager [--as an advisor’s id in the shop file]',
    run: (args) => inviteAdvisor(readConfig(), args),
  },
  'advisor list': {
    usage: 'advisor list',
    what: 'prints who may act in the advisors’ group, and who is on duty',
    run: () => listAdvisors(readConfig()),
  },
  'advisor remove': {
    usage: 'advisor remove ID',
    what: 'takes somebody out; chats they had are open for others',
    run: (args) => removeAdvisor(readConfig(), args),
  },
  'campaign check': {
    usage: 'campaign check FILE',
    what: 'checks a campaign file and names every mistake with its line',
    run: (args) => checkCampaign(readConfig(), args),
  },
  'campaign open': {
    usage: 'campaign open FILE',
    what: 'opens a campaign: its briefing goes to the advisors',
    run: (args) => openCampaign(readConfig(), args),
  },
  'campaign preview': {
    usage: 'campaign preview ID|FILE',
    what: 'who would be told, who not and why, and five samples',
    run: (args) => previewCampaign(readConfig(), args),
  },
  'campaign test': {
    usage: 'campaign test ID --to CHAT',
    what: 'shows the message in one chat before it starts',
    run: (args) => tryCampaign(readConfig(), args),
  },
  'campaign launch': {
    usage: 'campaign launch ID',
    what: 'starts telling; before everybody has read it only with --override REASON',
    run: (args) => launchCampaign(readConfig(), args),
  },
  'campaign pause': { usage: 'campaign pause ID', what: 'stops telling for now', run: turned('pause') },
  'campaign resume': { usage: 'campaign resume ID', what: 'goes on telling', run: turned('resume') },
  'campaign stop': { usage: 'campaign stop ID', what: 'stops for good, also what waits to leave', run: turned('stop') },
  'campaign list': {
    usage: 'campaign list',
    what: 'prints all campaigns and how far they are',
    run: () => listCampaigns(readConfig()),
  },
  funnel: {
    usage: 'funnel [--by cause|campaign|advisor] [--from DAY] [--to DAY] [--json]',
    what: 'prints what came of reaching out, from due to paid',
    run: (args) => funnel(readConfig(), args),
  },
  declines: {
    usage: 'declines [--by cause|campaign|advisor] [--from DAY] [--to DAY] [--json]',
    what: 'prints why customers declined, the most frequent reason first',
    run: (args) => declines(readConfig(), args),
  },
  report: {
    usage: 'report [--by item|advisor|technician|cause|week|month] [--from DAY] [--to DAY] [--json|--csv]',
    what: 'prints what customers think, with how sure each number is',
    run: (args) => report(readConfig(), args),
  },
  'improve add': {
    usage: 'improve add WHAT --reason REASON --who NAME [--from DAY]',
    what: 'notes what is done about a reason customers give',
    run: (args) => addImprovement(readConfig(), args),
  },
  'improve list': {
    usage: 'improve list',
    what: 'prints what is done about reasons, with the numbers before and since',
    run: () => listImprovements(readConfig()),
  },
  'improve close': {
    usage: 'improve close ID OUTCOME',
    what: 'ends one, with what came of it',
    run: (args) => closeImprovement(readConfig(), args),
  },
  'shop check': {
    usage: 'shop check FILE',
    what: 'checks a shop file and names every mistake with its line',
    run: shopCheck,
  },
}

function turned(what: 'pause' | 'resume' | 'stop') {
  return (args: string[]) => turnCampaign(what)(readConfig(), args)
}

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  for (const words of [2, 1]) {
    const command = commands[args.slice(0, words).join(' ')]
    if (command) return command.run(args.slice(words))
  }
  const lines = Object.values(commands).map(({ usage, what }) => `  npm run yingke -- ${usage.padEnd(43)} ${what}`)
  console.log(['The commands are:', ...lines].join('\n'))
  return args.length === 0 ? 0 : 2
}
