export type { Person, PersonalData } from './personal-data.ts'
