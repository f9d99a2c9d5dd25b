/** 合计, 本页小计, 总计：3家, 共53000条; with blanks between the characters as people set them. */
const SUM =
  /^(?:[\p{Script=Han}()]{0,8}?(?:合计|总计|小计|共计|累计)|汇总|共\d+|(?:grand|sub)?total)(?:[\d:.,户家个条项人企业单位]*|:.*|\([^()]*\))$/iu
/** What stands below a list about the list. */
const REMARK =
  /^(?:制表|填表|填报|审核|复核|打印|导出|统计|操作|经办)(?:人|员|单位|时间|日期)?:|^(?:备注|说明|注|查询条件|筛选条件|数据来源|页码):/u

/** Whether a row sums a list up or says something about it, and names no enterprise. */
export function isSumRow(cells: readonly string[], name: string): boolean {
  const first = cells.find((cell) => cell.trim() !== '') ?? ''
  return [first, name].some((cell) => {
    if (cell === '' || cell.length > 60) return false
    const plain = cell.normalize('NFKC').replace(/\s+/g, '')
    return SUM.test(plain) || REMARK.test(plain)
  })
}
