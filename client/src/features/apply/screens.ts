/** The pages of one application travel together, so that no step of the form waits for the network. */
export { ApplyLayout } from './ApplyLayout.tsx'
export { CheckPage } from './CheckPage.tsx'
export { ConfirmPage } from './ConfirmPage.tsx'
export { ContactPage } from './ContactPage.tsx'
export { FindPage } from './FindPage.tsx'
export { NumbersPage } from './NumbersPage.tsx'
export { StartPage } from './StartPage.tsx'
export { UnlistedPage } from './UnlistedPage.tsx'
