import { execFile } from 'node:child_process'

/** Bytes of output kept; mmdebstrap and apt-get print some 100 kB. */
const maxBuffer = 64 * 1024 * 1024

/**
 * Runs a program to its end and answers what it printed on standard output.
 * Throws an error that ends in the last line the program said, when it cannot be run or exits with another code than 0.
 */
export function run([program = '', ...args]: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      const lastWords = `${stdout}\n${stderr}`.trim().split('\n').at(-1)
      reject(new Error(`${program} ${args[0] ?? ''} failed: ${lastWords || error.message}`, { cause: error }))
    })
  })
}

/** Whether a program can be run and exits with 0. */
export function succeeds(command: string[]): Promise<boolean> {
  return run(command).then(
    () => true,
    () => false,
  )
}

/**
 * The command, told to die of `signal` the moment its parent does. Where util-linux's `setpriv` is missing, as on
 * macOS, the command as it is: the next start then ends what is left.
 */
export async function dyingWithParent(signal: NodeJS.Signals, command: string[]): Promise<string[]> {
  const prefix = ['setpriv', '--pdeathsig', signal.replace(/^SIG/, '')]
  return (await succeeds([...prefix, 'true'])) ? [...prefix, ...command] : command
}
