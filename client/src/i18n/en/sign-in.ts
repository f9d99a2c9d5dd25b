import type { SignInTexts } from '../zh-CN/sign-in.ts'

export const texts: SignInTexts = {
  title: 'Sign in with your mobile',
  lead: 'No registration, no password. We send a code to your phone.',
  phone: {
    label: 'Mobile number',
    hint: 'A mainland China mobile; the code and news of your application go there',
    send: 'Send me a code',
    missing: 'Please enter your mobile number',
  },
  code: {
    title: 'Enter the code',
    sentTo: (phone: string) => `A code was sent to ${phone}. It is valid for 10 minutes.`,
    label: 'Six-digit code from the message',
    submit: 'Sign in',
    missing: 'Please enter the six digits from the message',
    again: 'Send another code',
    wait: (seconds: number) => `You can ask for another code in ${seconds} s`,
    resent: 'Another code was sent; use the newest one',
    otherPhone: 'Use another number',
    nothingCame: 'No message?',
    nothingCameText:
      'Look among the messages your phone filtered out, and check the number. You can ask for another code after a minute.',
  },
  already: {
    title: 'You are signed in',
    text: (phone: string) => `As ${phone}`,
    goOn: 'Continue',
    other: 'Sign in with another number',
  },
  demonstration: {
    title: 'Demonstration accounts',
    text: 'This is a demonstration: people and enterprises are made up. Tap an account to fill in its number; its code is in the demonstration inbox.',
    inbox: 'Open the demonstration inbox',
    filled: (name: string) => `Filled in: ${name}`,
  },
}
