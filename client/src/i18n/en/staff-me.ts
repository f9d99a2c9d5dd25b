import type { StaffMeTexts } from '../zh-CN/staff-me.ts'

export const texts: StaffMeTexts = {
  post: {
    title: 'Choose a post',
    lead: 'You hold several posts. Choose the one you act in now; you can change it at any time.',
    label: 'Which post do you act in?',
    go: 'Open the workbench',
    needed: 'Please choose a post',
    choosing: 'Opening the workbench…',
    none: 'This phone number holds no post',
    noneText:
      'The workbench is for officers of the league. If you have just taken over, ask the office above yours to register your phone number with your post.',
    home: 'Go to the home page',
  },
  me: {
    title: 'Me',
    account: 'Signed in with',
    current: 'Current post',
    office: 'Office',
    role: 'Role',
    tier: 'Tier',
    others: 'My posts',
    change: 'Change post',
    onlyOne: 'This is your only post',
    desk: 'Desk tools',
    deskText: 'Tasks, lists exchanged, which street, and more',
    language: 'Language',
    languages: { zhCN: 'Chinese', en: 'English' },
    textSize: 'Text size',
    sizes: { standard: 'Standard', large: 'Large', huge: 'Very large' },
    signOut: 'Sign out',
    signOutText: 'Nothing you filled in stays on this device.',
    signOutFailed:
      'The server could not be reached. You are signed out here; open this site once more when online so that it takes effect everywhere.',
  },
}
