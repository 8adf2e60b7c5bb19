import { join } from 'node:path';

const APPS = join(__dirname, '../../../../apps');

/** Ours, as built. */
export const OUR_SERVER = `node "${APPS}/server/dist/main.js" {port}`;

/** The command lines of the programs to be tested: from the environment, or else ours. */
export const SERVER = process.env['CHAT_SERVER'] ?? OUR_SERVER;

export const CLIENT =
  process.env['CHAT_CLIENT'] ?? `node "${APPS}/client/dist/main.js" {name} {host} {port}`;

/** Ours, over WebSocket. */
export const WEBSOCKET_SERVER = `node "${APPS}/server/dist/main.js" --web-port {port} 0`;

/** Ours, over TLS. */
export const TLS_SERVER = `node "${APPS}/server/dist/main.js" --tls-cert {cert} --tls-key {key} {port}`;

export const TLS_CLIENT = `node "${APPS}/client/dist/main.js" --tls --ca {ca} {name} {host} {port}`;
