import type { ShellTexts } from '../zh-CN/shell.ts'

export const texts: ShellTexts = {
  product: 'Join the League',
  workbench: 'Workbench',
  host: 'Hangzhou Committee of the Communist Youth League',
  skip: 'Skip to content',
  siteNavigation: 'Main',
  footer: { staff: 'Staff sign-in', privacy: 'How we protect personal data', applications: 'My applications' },
  unreachable: 'The server could not be reached. Check the network and try again; nothing you filled in is lost.',
  offline: 'You are offline. What you have filled in is kept on this device; you can go on when you are back online.',
  update: { ready: 'A new version is ready', now: 'Update', later: 'Later' },
  notFound: {
    title: 'Page not found',
    text: 'The address may be incomplete, or this is outside what you may see.',
    home: 'Go to the home page',
  },
  broken: {
    title: 'The page did not load',
    text: 'The network may have dropped, or the page has just been updated. What you have filled in is kept on this device.',
    retry: 'Load again',
  },
  staffNavigation: { queues: 'To do', library: 'Library', overview: 'Figures', desk: 'Tools', me: 'Me' },
}
