/** The name of a file that was brought, without what says its kind: `名录2026.csv.gz` → `名录2026`. */
export function bareFileName(name: string): string {
  return name.replace(/(?:\.(?:csv|tsv|txt|xlsx?|ods|html?|xml|gz))+$/i, '')
}
