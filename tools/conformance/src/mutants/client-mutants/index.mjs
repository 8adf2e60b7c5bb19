import { connecting } from './connecting.mjs';
import { leaving } from './leaving.mjs';
import { receiving } from './receiving.mjs';
import { sending } from './sending.mjs';

/** For each wrong client, what makes it of the right one. */
export const mutants = { ...connecting, ...receiving, ...sending, ...leaving };
