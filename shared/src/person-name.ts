const COMPOUND_SURNAMES =
  /^(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|夏侯|轩辕|端木|独孤|南宫|百里|呼延|闻人|申屠)/

/** 张*, 张*明, 欧阳**: enough to recognise whom one knows. 依据: DOMAIN §6.4 */
export function maskName(name: string): string {
  const characters = [...name.trim()]
  const [first = ''] = characters
  const last = characters.at(-1) ?? ''
  if (characters.length <= 1) return '*'
  if (characters.length === 2) return `${first}*`
  if (!/^\p{Script=Han}/u.test(name)) return `${first}**`
  if (characters.length > 3 && COMPOUND_SURNAMES.test(name)) return `${name.slice(0, 2)}**`
  return `${first}${'*'.repeat(Math.min(characters.length - 2, 3))}${last}`
}
