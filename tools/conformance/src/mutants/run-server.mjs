// The server with one fault: node run-server.mjs <mutant> <port>. The mutant `none` has no fault.
import process from 'node:process';
import { Server } from './server.mjs';
import { mutants } from './server-mutants/index.mjs';

const [mutant, ...args] = process.argv.slice(2);
const Mutant = mutant === 'none' ? Server : mutants[mutant](Server);
new Mutant().start(args);
