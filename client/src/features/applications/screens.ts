/** Progress and what it may ask for, in one chunk: the way from a message to the answer is short. */
export { ApplicationPage } from './ApplicationPage.tsx'
export { ApplicationsPage } from './ApplicationsPage.tsx'
export { CorrectionPage } from './CorrectionPage.tsx'
export { ResultPage } from './ResultPage.tsx'
