import type { APIMethodParams, APIMethodReturn, APIMethods } from '@gramio/types'
import type { Upload } from '../files.ts'
import type { World } from '../world.ts'

/** What a method may need beside its parameters. */
export type Call = {
  /** Files of the form, by the name they are attached under. */
  uploads: Map<string, Upload>
  /** Calls back when the caller hangs up (or has its answer). */
  onceGone(listener: () => void): void
}
type Answer<M extends keyof APIMethods> = APIMethodReturn<M> | Promise<APIMethodReturn<M>>
/** One Bot API method; refusals are thrown as ApiError. */
export type Method<M extends keyof APIMethods> = (
  world: World,
  params: NonNullable<APIMethodParams<M>>,
  call: Call,
) => Answer<M>
export type Methods = { [M in keyof APIMethods]?: Method<M> }
