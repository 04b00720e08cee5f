import type { Refusal } from '../../refusal.ts'
import type { PlateRefusal } from '../vehicles/plate.ts'
import type { VinRefusal } from '../vehicles/vin.ts'
import type { Column } from './columns.ts'

/** Why a row of a list is not taken. `row` as a spreadsheet counts it, from 1; `otherRow` is the one it contradicts. */
export type Fault = {
  row: number
  column: Column
  reason: FaultReason
  detail?: Refusal['detail']
  otherRow?: number
}

export type FaultReason =
  | 'phone-missing'
  | 'phone-shortened'
  | 'phone-invalid'
  | PlateRefusal
  | VinRefusal
  | 'plate-missing'
  | 'mileage-not-a-number'
  | 'mileage-range'
  | 'mileage-backwards'
  | 'day-unclear'
  | 'day-ahead'
  | 'language-unknown'
  | 'too-long'
  | 'contradicts-row'
  | 'of-another-customer'
  | 'another-vin'
  | 'two-vehicles'
