import { join } from 'node:path';
import { type CertificateFiles } from '@chat/loopback/certificate';
import { type Rights } from './rights';

/** Where a node of a broker listens, on the loopback. */
export interface Ports {
  readonly client: number;
  readonly monitor: number;
  /** For the other nodes. */
  readonly cluster: number;
}

/** A user of a broker's account. */
export interface User {
  readonly name: string;
  readonly password: string;
  /** All rights, if left out. */
  readonly rights?: Rights;
}

/** All that the nodes of a broker have in common. */
export interface Settings {
  /** Who is let in: {@link letIn}, or what an operator's credentials ask for. */
  readonly accounts: readonly string[];
  readonly tls: CertificateFiles | undefined;
  /** Lines of a configuration that go into it as they are: `max_payload: 4096`. */
  readonly lines: readonly string[];
}

const quoted = (text: string): string => JSON.stringify(text);

const list = (subjects: readonly string[]): string => `[${subjects.map(quoted).join(', ')}]`;

function userOf({ name, password, rights }: User): string {
  const permissions =
    rights === undefined
      ? ''
      : `, permissions: { publish: { allow: ${list(rights.publish)} }, subscribe: { allow: ${list(rights.subscribe)} } }`;
  return `{ user: ${quoted(name)}, password: ${quoted(password)}${permissions} }`;
}

/** Lines of a configuration that let users in by their passwords. */
export function letIn(users: readonly User[]): string[] {
  return [`accounts { CHAT { jetstream: enabled, users: [${users.map(userOf).join(', ')}] } }`];
}

/** The folder in which a node stores what it knows. */
export function dataOf(folder: string, node: number): string {
  return join(folder, `data-${node}`);
}

/** What the configuration file of one node says. */
export function configuration(
  node: number,
  nodes: readonly Ports[],
  { folder, accounts, tls, lines }: Settings & { readonly folder: string },
): string {
  const ports = nodes[node];
  if (ports === undefined) throw new RangeError(`There is no node ${node}`);
  const routes = nodes.map(({ cluster }) => `nats://127.0.0.1:${cluster}`);
  return [
    `server_name: node-${node}`,
    `listen: "127.0.0.1:${ports.client}"`,
    `http: "127.0.0.1:${ports.monitor}"`,
    `jetstream { store_dir: ${quoted(dataOf(folder, node))} }`,
    ...accounts,
    // Clients keep to the addresses that they are given, which may be those of a bad network.
    ...(nodes.length > 1
      ? [
          `cluster { name: test, listen: "127.0.0.1:${ports.cluster}", no_advertise: true, routes: ${list(routes)} }`,
        ]
      : []),
    ...(tls === undefined
      ? []
      : [`tls { cert_file: ${quoted(tls.cert)}, key_file: ${quoted(tls.key)} }`]),
    ...lines,
    '',
  ].join('\n');
}
