// The client with one fault: node run-client.mjs <mutant> <name> <host> <port>. The mutant `none` has no fault. An
// innocent, which differs from it where it may, is called `innocent:<name>`.
import process from 'node:process';
import { innocents } from './innocent-clients.mjs';
import { mutants } from './client-mutants/index.mjs';
import { Client } from './client.mjs';

const [name, ...args] = process.argv.slice(2);
const [kind, innocent] = name.split(':');
const changes = name === 'none' ? [] : [kind === 'innocent' ? innocents[innocent] : mutants[name]];
const Program = changes.reduce((Base, change) => change(Base), Client);
new Program().start(args);
