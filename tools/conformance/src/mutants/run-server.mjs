// The server with one fault: node run-server.mjs <mutant> <port>. The mutant `none` has no fault. An
// innocent, which differs from it where it may, is called `innocent:<name>`, and one that is wrong in a
// sentence of the assignment `sentence:<name>`, or in several `sentence:<name>+<name>`.
import process from 'node:process';
import { innocents } from './innocent-servers.mjs';
import { mutants } from './server-mutants/index.mjs';
import { sentences } from './server-mutants/sentences.mjs';
import { Server } from './server.mjs';

const [name, ...args] = process.argv.slice(2);
const [kind, of] = name.split(':');
const families = { innocent: innocents, sentence: sentences };
const family = families[kind];
const names = (family === undefined ? kind : of).split('+').filter((name) => name !== 'none');
const changes = names.map((name) => (family ?? mutants)[name]);
const Program = changes.reduce((Base, change) => change(Base), Server);
new Program().start(args);
