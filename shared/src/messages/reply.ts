/** As replies are typed: any width and case, with or without quotes, stops and politeness around them. */
const LETTERS = /^(?:R|T|TD|N|回R|回T|回TD|回N|回复R|回复T|回复TD|回复N)$/
const WORDS = /退订|拒收|取消订阅|(?:不要|别|勿|不用|不必|请勿|停止)再?(?:给我|向我|往这)?(?:发送?|打扰|联系)/
/** “我没有退订” is no wish to be let be. */
const UNWISHED = /(?:没有?|未|不|别|勿)(?:想|要|曾|是){0,2}(?:退订|拒收|取消订阅)/

/**
 * Whether a reply to a message says that no more are wanted; in doubt it does.
 * 依据: DOMAIN §5.1（拒收请回复R；旧式回 T、TD、N 仍有人用）
 */
export function meansStop(text: string): boolean {
  const said = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
  if (LETTERS.test(said.replace(/(?:谢谢|请|了|吧)+$/, ''))) return true
  return WORDS.test(said) && !UNWISHED.test(said)
}
