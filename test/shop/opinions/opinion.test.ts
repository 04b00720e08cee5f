import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanInterval, shareInterval } from '../../../src/shop/opinions/intervals.ts'
import { opinionOf } from '../../../src/shop/opinions/opinion.ts'
import type { Cause, Survey, SurveyKind } from '../../../src/shop/surveys/survey.ts'

const at = new Date('2026-03-02T10:00+08:00')
const survey = (kind: SurveyKind, scores: number[], causes: Cause[] = []): Survey => ({
  _id: `${kind}:${Math.random()}`,
  version: 1,
  kind,
  visitId: 'vis_1',
  customerId: 'cus_1',
  vehicleId: 'veh_1',
  advisorId: 'lin',
  technicianId: null,
  itemIds: ['maintenance'],
  state: scores.length > 0 ? 'answered' : 'asked',
  askedAt: at,
  expiresAt: at,
  answers: scores.map((score) => ({ score, at })),
  causes,
  comments: [],
  history: [],
})

describe('an opinion', () => {
  it('counts the answer that holds, who was not satisfied, and with what', () => {
    const opinion = opinionOf([
      survey('csat', [5]),
      survey('csat', [5, 2], ['price', 'time']),
      survey('csat', [4]),
      survey('csat', [3], ['price']),
      survey('csat', []),
    ])
    expect(opinion).toMatchObject({ asked: 5, answered: 4, mean: 3.5, satisfied: 2, dissatisfied: 2, nps: null })
    expect(opinion.causes).toEqual({ quality: 0, advisor: 0, time: 1, price: 2, facility: 0 })
    // Four answers tell no mean.
    expect(opinion.meanInterval).toBe(null)
  })

  it('tells apart who recommends and who does not', () => {
    const opinion = opinionOf([10, 9, 8, 7, 6, 0].map((score) => survey('nps', [score])))
    expect(opinion.nps).toEqual({ answered: 6, score: 0 })
    expect(opinion.asked).toBe(0)
  })
})

describe('how sure a number is', () => {
  it('is told by Wilson’s interval: 8 of 10 is somewhere between half and almost all', () => {
    const interval = shareInterval(8, 10)
    expect(interval?.low).toBeCloseTo(0.4902, 3)
    expect(interval?.high).toBeCloseTo(0.9433, 3)
    expect(shareInterval(0, 0)).toBe(null)
  })

  it('grows with the number of answers, and never leaves the scale', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 200 }), (scores) => {
        const scale = { low: 1, high: 5 }
        const one = meanInterval(scores, scale)
        const many = meanInterval([...scores, ...scores, ...scores, ...scores], scale)
        expect(one && many).not.toBe(null)
        if (!one || !many) return
        expect(one.low).toBeGreaterThanOrEqual(1)
        expect(one.high).toBeLessThanOrEqual(5)
        expect(many.high - many.low).toBeLessThanOrEqual(one.high - one.low + 1e-9)
      }),
    )
  })
})
