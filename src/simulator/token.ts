/** The token used when none is given. Nothing stands behind it but this process. */
export const simulatedToken = '1000001:SIMULATED-no-account-behind-this-token'

/**
 * Throws unless the token is one of ours: digits, a colon, then the word SIMULATED. A real token
 * (35 random characters after the colon) must never reach a simulator, where it would land in logs.
 */
export function assertSimulatedToken(token: string): void {
  if (!/^\d{1,10}:SIMULATED[\w-]*$/.test(token)) {
    throw new Error('The simulated Telegram takes only tokens of the form 1000001:SIMULATED…, never a real one')
  }
}

/** The bot's user id, which every Telegram token begins with. */
export function botIdOf(token: string): number {
  return Number(token.slice(0, token.indexOf(':')))
}
