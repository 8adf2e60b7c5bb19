// The client with one fault: node run-client.mjs <mutant> <name> <host> <port>. `none` has no fault.
import process from 'node:process';
import { Client } from './client.mjs';
import { mutants } from './client-mutants/index.mjs';

const [mutant, ...args] = process.argv.slice(2);
const Mutant = mutant === 'none' ? Client : mutants[mutant](Client);
new Mutant().start(args);
