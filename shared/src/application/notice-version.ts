/** The one-page notice on personal data as it stands now; a consent names the version that was read. */
export const noticeVersion = '2026-11'
