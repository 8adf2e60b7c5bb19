// The server with one fault: node run-server.mjs <mutant> <port>. The mutant `none` has no fault. An
// innocent, which differs from it where it may, is called `innocent:<name>`.
import process from 'node:process';
import { innocents } from './innocent-servers.mjs';
import { mutants } from './server-mutants/index.mjs';
import { Server } from './server.mjs';

const [name, ...args] = process.argv.slice(2);
const [kind, innocent] = name.split(':');
const changes = name === 'none' ? [] : [kind === 'innocent' ? innocents[innocent] : mutants[name]];
const Program = changes.reduce((Base, change) => change(Base), Server);
new Program().start(args);
