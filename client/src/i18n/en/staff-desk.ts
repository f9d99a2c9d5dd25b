import type { StaffDeskTexts } from '../zh-CN/staff-desk.ts'

export const texts: StaffDeskTexts = {
  title: 'Desk tools',
  lead: 'What is best done at a computer',
  tools: {
    tasks: { title: 'Register changes', text: 'Enterprises to call or to look at after a newer register' },
    imports: {
      title: 'Register imports',
      text: 'Bring in the register of the market regulator: see what changes before it does; it can be undone',
    },
    lists: {
      title: 'Lists exchanged',
      text: 'Check a list that a union or another body brings; get it back with verdicts, and the co-building list',
    },
    places: {
      title: 'Which street',
      text: 'Say once which street an unclear address belongs to; the same address is known from then on',
    },
    sending: {
      title: 'Invitation messages',
      text: 'In which hours and how often invitations may be sent, from which day, and how to change that',
    },
  },
}
