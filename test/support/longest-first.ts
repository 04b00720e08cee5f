import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that would run on alone if they began late. */
const long = ['app/readme', 'app/process', 'group/complaints', 'jobs/reach-out', 'app/worker', 'desk/crowd']

/** Begins with the files that take longest, on a machine that has never run them too. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.some((name) => moduleId.endsWith(`/test/${name}.test.ts`))
    const others = await super.sort(files.filter((file) => !isLong(file)))
    return [...files.filter(isLong), ...others]
  }
}
