/**
 * Why Telegram would refuse a link, or null. Hosts without a dot (localhost) are refused, `tg:` links pass
 * (TDLib, LinkManager::check_link_impl).
 */
export function linkProblem(link: string): string | null {
  if (/^(tg|ton|tonsite):/i.test(link)) return null
  const url = parsed(/^[a-z][a-z\d+.-]*:/i.test(link) && !/^[^/]+:\d/.test(link) ? link : `http://${link}`)
  if (!url) return 'Wrong HTTP URL'
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'Unsupported URL protocol'
  return url.hostname.includes('.') || url.hostname.startsWith('[') ? null : 'Wrong HTTP URL'
}

function parsed(link: string): URL | null {
  return URL.canParse(link) ? new URL(link) : null
}
