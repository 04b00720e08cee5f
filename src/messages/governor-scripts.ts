/**
 * The governor's memory is a few numbers in Redis, changed only by these scripts, so that all processes share one
 * pace by one clock: the server's. Lost numbers are harmless: the pace starts carefully and learns again.
 *
 * KEYS  1 state of the whole, 2 of the chat, 3 of the group, 4 when each of the last calls left
 *
 * Spacing, not the nominal rate, decides whether a limit of N calls in any second holds: calls that leave evenly
 * arrive unevenly, by the jitter of the way there. N+1 calls span N gaps, so with gaps of (1000 + jitter) / N
 * milliseconds no second ever holds more than N. The jitter is learnt from how much the duration of calls varies.
 */
const shared = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local function number(field) return tonumber(redis.call('HGET', KEYS[1], field) or 0) end
local function store(...)
  local pairs = {...}
  for i = 2, #pairs, 2 do pairs[i] = string.format('%.3f', pairs[i]) end
  redis.call('HSET', KEYS[1], unpack(pairs))
end
`

/**
 * May this call leave now, or within `lead`? ARGV: rank of the lane, calls a second, ms between calls of a chat, its
 * burst, calls of the group (0: no group) allowed to this lane, window of the group in ms, 1 when the call is a new
 * message, lead in ms. Answers what holds it back ('go' for nothing) and for how many milliseconds; with 'go', in how
 * many it has to leave, and its number: its place is taken a little ahead, so that what is left to do by then costs the
 * pace nothing. When the last 100 calls left is remembered, so that one that left late is not followed too soon by as
 * many as a second takes.
 *
 * prior  before anything is known the jitter is taken for 100 ms, with the weight of 5 calls
 * spread × 2.9  between √6 (jitter both ways) and √12 (one way only) standard deviations of a uniform jitter
 * slack  late timers, and lateness that is caught up with
 * strain  the answer to "too fast": a factor on the gap, given back at one hundredth a minute
 */
export const askScript = `${shared}
local lane, perSecond = tonumber(ARGV[1]), tonumber(ARGV[2])
local everyMs, burst = tonumber(ARGV[3]), tonumber(ARGV[4])
local groupCalls, windowMs, isNew = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7] == '1'
local leadMs = tonumber(ARGV[8])
local catchUpMs, slackMs, graceMs, jitterAtMostMs = 8, 9, 15, 150

local paused = number('pausedUntil')
if paused > now then return {'pause', math.ceil(paused - now)} end

local chatFree = tonumber(redis.call('GET', KEYS[2]) or 0)
local chatWait = chatFree - now - (burst - 1) * everyMs
if isNew and chatWait > 0 then return {'chat', math.ceil(chatWait)} end
if groupCalls > 0 then
  local oldest = redis.call('LINDEX', KEYS[3], groupCalls - 1)
  if oldest and tonumber(oldest) + windowMs > now then return {'chat', math.ceil(oldest + windowMs - now)} end
end

for above = 0, lane - 1 do
  local expected = number('expected' .. above)
  if expected > now then return {'pace', math.ceil(expected - now)} end
end
local spread = redis.call('HGET', KEYS[1], 'spread') or 33.3 * 33.3
local jitter = math.min(jitterAtMostMs, 2.9 * math.sqrt(spread))
local count, free, remembered = number('count'), number('free'), perSecond <= 100
if remembered then
  local left = redis.call('ZREVRANGE', KEYS[4], perSecond - 1, perSecond - 1, 'WITHSCORES')[2]
  if left then free = math.max(free, left + 1000 + jitter) end
end
if free > now + leadMs then
  store('expected' .. lane, free - leadMs + graceMs)
  return {'pace', math.ceil(free - leadMs - now)}
end
local leave = math.max(free, now)

store('count', count + 1)
if remembered then
  redis.call('ZADD', KEYS[4], string.format('%.3f', leave), count)
  redis.call('ZREMRANGEBYRANK', KEYS[4], 0, -102)
  redis.call('PEXPIRE', KEYS[4], 60000)
end
local strain = number('strain') - (now - number('strainedAt')) / 60000 * 0.01
local gap = (1000 + jitter + slackMs) / perSecond * math.max(1, strain)
store('free', math.max(free, now - catchUpMs) + gap, 'gap', gap)
if isNew then
  redis.call('SET', KEYS[2], string.format('%.3f', math.max(chatFree, leave) + everyMs), 'PX', math.ceil(everyMs * burst + 1000))
end
if groupCalls > 0 then
  redis.call('LPUSH', KEYS[3], string.format('%.3f', leave))
  redis.call('LTRIM', KEYS[3], 0, 99)
  redis.call('PEXPIRE', KEYS[3], windowMs + leadMs)
end
return {'go', string.format('%.3f', leave - now), tostring(count)}
`

/** Calls left later than they had to. ARGV: of each its number and by how many ms. Answers for how long nothing may leave. */
export const lateScript = `${shared}
for i = 1, #ARGV, 2 do redis.call('ZADD', KEYS[4], 'XX', 'INCR', ARGV[i + 1], ARGV[i]) end
return {math.max(0, math.ceil(number('pausedUntil') - now))}
`

/** A granted call was not made after all. ARGV: ms between calls of the chat, 1 for a group, its number. */
export const giveBackScript = `${shared}
store('free', number('free') - number('gap'))
redis.call('ZREM', KEYS[4], ARGV[3])
local chatFree = redis.call('GET', KEYS[2])
if chatFree then redis.call('SET', KEYS[2], string.format('%.3f', chatFree - ARGV[1]), 'KEEPTTL') end
if ARGV[2] == '1' then redis.call('LPOP', KEYS[3]) end
return {}
`

/**
 * A group's newest call has been answered. It reached the channel at some time since its permit, on a busy machine long
 * after: the group's window counts from now. ARGV: the window in ms.
 */
export const answeredScript = `${shared}
if redis.call('EXISTS', KEYS[3]) == 1 then
  redis.call('LSET', KEYS[3], 0, string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[3], ARGV[1])
end
return {}
`

/**
 * How calls went. ARGV: ms for which nothing may leave; 1 when that was for being too fast; then the duration of each
 * call in ms. Calls in flight together are refused together: that counts once.
 *
 * An estimate over about 500 calls; a call far off (a hung one) counts as 200 ms off and no more.
 */
export const reportScript = `${shared}
local pauseMs = tonumber(ARGV[1])
if #ARGV > 2 then
  local known = redis.call('HMGET', KEYS[1], 'mean', 'spread', 'samples')
  local mean, spread, samples = known[1] or ARGV[3], known[2] or 33.3 * 33.3, known[3] or 5
  for i = 3, #ARGV do
    samples = math.min(500, samples + 1)
    local off = math.max(-200, math.min(200, ARGV[i] - mean))
    mean = mean + off / math.min(samples - 4, 50)
    spread = spread + (off * off - spread) / samples
  end
  store('mean', mean, 'spread', spread, 'samples', samples)
end
if pauseMs > 0 then
  local paused = number('pausedUntil')
  if ARGV[2] == '1' and paused <= now then
    local strain = math.max(1, number('strain') - (now - number('strainedAt')) / 60000 * 0.01)
    store('strain', math.min(3, strain * 1.05), 'strainedAt', now)
  end
  store('pausedUntil', math.max(paused, now + pauseMs))
end
return {}
`
