// The face of setup: what this machine offers, and signing in.
export { ChecksList } from './checks-list.tsx'
export { SignInForm } from './sign-in-form.tsx'
