// The server with one fault: node run-server.mjs <mutant> <port>. The mutant `none` has no fault.
import process from 'node:process';
import { mutants } from './server-mutants/index.mjs';
import { Server } from './server.mjs';

const [mutant, ...args] = process.argv.slice(2);
const Program = mutant === 'none' ? Server : mutants[mutant](Server);
new Program().start(args);
