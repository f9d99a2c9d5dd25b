/** Where Hangzhou's thirteen lie, roughly, on a grid of five columns; the order is that of the division codes. */
export const hangzhouTiles = [
  { key: '330102', name: '上城', column: 4, row: 2 },
  { key: '330105', name: '拱墅', column: 3, row: 2 },
  { key: '330106', name: '西湖', column: 3, row: 3 },
  { key: '330108', name: '滨江', column: 4, row: 3 },
  { key: '330109', name: '萧山', column: 5, row: 3 },
  { key: '330110', name: '余杭', column: 2, row: 2 },
  { key: '330111', name: '富阳', column: 3, row: 4 },
  { key: '330112', name: '临安', column: 1, row: 2 },
  { key: '330113', name: '临平', column: 3, row: 1 },
  { key: '330114', name: '钱塘', column: 5, row: 2 },
  { key: '330122', name: '桐庐', column: 2, row: 4 },
  { key: '330127', name: '淳安', column: 1, row: 4 },
  { key: '330182', name: '建德', column: 2, row: 5 },
] as const
