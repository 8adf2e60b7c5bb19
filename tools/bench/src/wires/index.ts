import { chat } from './chat';
import { type Wire } from './wire';

export const wires = { chat } satisfies Record<string, Wire>;

export type WireName = keyof typeof wires;

export { type Speaker, type Step, type Wire } from './wire';
