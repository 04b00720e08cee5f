export * from '../messages/screen.ts'
