import { type Peer } from './peer';

/** Another server of this project's protocol, by the command line that starts it. */
export function given(template: string): Peer {
  return {
    name: template,
    wire: 'chat',
    // The shell gives its process to the program, so that it is the program that is measured.
    command: (port) => ['/bin/sh', '-c', `exec ${template.replaceAll('{port}', String(port))}`],
  };
}
