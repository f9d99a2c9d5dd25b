import type { PrivacyTexts } from '../zh-CN/privacy.ts'

export const texts: PrivacyTexts = {
  title: 'How we protect personal data',
  lead: 'On one page: what is collected, what for, who sees it, how long it is kept, and your rights.',
  version: (version: string) => `Version ${version}`,
  who: {
    title: 'Who handles your data',
    text: 'The Hangzhou Committee of the Communist Youth League, and the league offices of your street or township and county that handle your application. The progress page names the office and its telephone at every step.',
  },
  what: {
    title: 'What is collected',
    contact:
      'The name and mobile number of the contact person: to reach you, to sign you in, to send progress messages.',
    numbers:
      'Head-counts of your enterprise: staff, young people of 35 or younger, league members, women, and whether there is a Party branch. Numbers only, no lists of names.',
    photos: 'Photos of the business licence or of the meeting’s result. Place and camera data are removed from them.',
    result: 'The name of the elected league secretary, in the result of the meeting.',
    register:
      'Name, credit code, legal representative and so on come from the market regulator’s register; you do not fill them in.',
    never: 'No identity card numbers, home addresses, address books or positions are collected.',
  },
  why: {
    title: 'What it is used for',
    text: 'Only to handle the application for a league organisation: checking, contacting, replying, and service afterwards. The grounds are your consent and the duties of the league. No advertising, no other use.',
  },
  share: {
    title: 'Who sees it',
    text: 'Only league officers responsible for your street or township, your county and the city. The trade union and the women’s federation receive it only if you tick that separately; not ticking does not affect the application.',
  },
  keep: {
    title: 'How long it is kept',
    text: 'Mobile numbers are stored encrypted and shown with only the first three and last four digits. Applications and replies are kept as the rules for archives ask. A draft is kept on this device for 30 days and removed once you submit or sign out.',
  },
  rights: {
    title: 'Your rights',
    text: 'You may at any time see and correct what you filled in, withdraw the application, take back your consent for the union or the women’s federation, and ask for deletion or a copy of your data.',
    how: 'Call the number on the progress page or visit the league office of your street or township; you get an answer within 15 working days.',
  },
}
