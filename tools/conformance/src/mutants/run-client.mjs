// The client with one fault: node run-client.mjs <mutant> <name> <host> <port>. The mutant `none` has no fault.
import process from 'node:process';
import { mutants } from './client-mutants/index.mjs';
import { Client } from './client.mjs';

const [mutant, ...args] = process.argv.slice(2);
const Program = mutant === 'none' ? Client : mutants[mutant](Client);
new Program().start(args);
