import { channels } from './channels.mjs';
import { commands } from './commands.mjs';
import { departures } from './departures.mjs';
import { framing } from './framing.mjs';
import { names } from './names.mjs';
import { program } from './program.mjs';
import { text } from './text.mjs';

/** For each wrong server, what makes it of the right one. */
export const mutants = {
  ...framing,
  ...text,
  ...names,
  ...commands,
  ...channels,
  ...departures,
  ...program,
};
