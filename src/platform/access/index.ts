export { type Actor, anonymous, bodiesOf, type Seat } from './actor.ts'
export { allOf, anyOf, everyone, holdsRole, type Policy, seatAt, valueIs } from './policy.ts'
export { type Act, defineProcess, judge, type Process, type Situation, type Verdict } from './steps.ts'
