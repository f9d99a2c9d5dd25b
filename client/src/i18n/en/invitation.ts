import type { InvitationTexts } from '../zh-CN/invitation.ts'

export const texts: InvitationTexts = {
  entry: {
    title: 'Enter your invitation code',
    lead: 'The code is in the message: letters and digits, upper or lower case.',
    label: 'Invitation code',
    open: 'Open the invitation',
    missing: 'Please enter the code from the message',
    incomplete: 'The code has ten letters and digits; please compare it with the message',
    without: 'No code? You can apply directly',
  },
  title: 'Your enterprise is invited to set up a league organisation',
  from: (office: string) => `Invited by ${office}`,
  facts: {
    name: 'Enterprise',
    code: 'Credit code',
    street: 'Street or township',
    principal: 'Legal representative',
    phone: 'Registered mobile',
  },
  source: 'These facts come from the market regulator’s register; you need not fill them in.',
  start: 'This is right, start applying',
  silenced:
    'As its owner wished, this phone gets no more invitations. You can still apply: the button below sends it one code and nothing else.',
  decline: 'Something is wrong, or not us',
  officer: {
    title: 'Who invites you',
    text: (officer: string, office: string) => `${officer}, ${office}`,
    verify: 'To make sure this is genuine, call the public office number:',
    noPhone: 'To make sure this is genuine, ask at the league office of your street or township.',
  },
  until: (day: string) => `The invitation is valid until ${day}.`,
  codePage: {
    title: 'Confirm the registered phone',
    lead: (phone: string) =>
      `To make sure that somebody of the enterprise is applying, a code goes to the registered mobile ${phone}.`,
    back: 'Back to the invitation',
  },
  notMyPhone: 'This phone is not with you?',
  notMyPhoneText:
    'Ask its owner for the code, or apply directly with your own mobile; the street will then phone to confirm.',
  walkIn: 'Apply with my own mobile',
  used: {
    title: 'This invitation has been used',
    text: 'Your enterprise has applied with it already. Sign in to see the progress.',
    action: 'See the progress',
  },
  over: {
    title: 'This invitation is over',
    text: 'It has run out or was taken back. You can still apply directly; it makes no difference.',
    action: 'Apply directly',
  },
  unknown: {
    title: 'No such invitation',
    text: 'Please compare the code with the message; some letters and digits look alike.',
    again: 'Enter it again',
  },
  declining: {
    title: 'Do not use this invitation',
    reason: 'Please choose a reason',
    reasonMissing: 'Please choose a reason',
    not_now: 'Not now',
    not_nowHint: 'Come back to us later; no invitation until then',
    when: 'When shall we come back to you?',
    months: (count) => `In ${count} months`,
    not_us: 'Not us',
    not_usHint: 'I have nothing to do with this enterprise; do not write to this phone again',
    wrong_information: 'Something is wrong',
    wrong_informationHint: 'Name, address or other facts differ',
    not_interested: 'Not interested',
    not_interestedHint: 'No more invitations; you can apply whenever you like',
    note: 'Anything to add',
    confirm: 'Confirm',
    keep: 'Go on applying',
  },
  declined: {
    title: 'Noted, thank you for telling us',
    text: (office: string) => `${office} sees the reason you chose. This invitation is no longer valid.`,
    next: {
      not_now: (months) =>
        `No invitation goes to your enterprise for ${months} months; then we come back to you. You can apply earlier whenever you like.`,
      wrong_information:
        'An officer will ask you what is wrong. You can apply all the same: say what it is in the form and the street will check it.',
      not_interested: 'No more invitations go to your enterprise. You can apply whenever you like.',
      not_us: 'No more invitations go to this phone.',
    },
    apply: 'Apply all the same',
    home: 'Go to the home page',
  },
}
