import { availableParallelism, cpus, release, type } from 'node:os';

/** What the figures were measured on, in one line. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${availableParallelism()} cores of ${model}, ${type()} ${release()}, Node.js ${process.versions.node}`;
}
