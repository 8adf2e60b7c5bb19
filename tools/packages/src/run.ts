import { execFile } from 'node:child_process';

/** Milliseconds that a program may take before it is killed. */
const DEADLINE = 120_000;

/** This environment without colours, and without what the npm that started the tests set for itself. */
export const environment: Readonly<NodeJS.ProcessEnv> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_|^pnpm_|^FORCE_COLOR$/i.test(key)),
  ),
  NO_COLOR: '1',
};

interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to stdout
 * @throws with all that it wrote, if its exit status is not 0 or it takes too long
 */
export function run(
  file: string,
  args: readonly string[],
  { cwd, env = environment }: RunOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env, timeout: DEADLINE, killSignal: 'SIGKILL' as const };
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.message}\n${stdout}${stderr}`));
    });
  });
}
