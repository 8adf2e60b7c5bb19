/** Why a connection is over, in the log and the metrics. */
export const REASONS = [
  /** The peer closed. */
  'closed',
  /** The network says that the peer is gone: reset, or silent to TCP's own questions. */
  'reset',
  'name_refused',
  'name_timeout',
  'idle_timeout',
  /** It left more unread than the send queue holds. */
  'slow_reader',
  /** What it sent is no WebSocket. */
  'protocol_error',
  /** A request for the page, or for nothing that there is, was answered. */
  'answered',
  /** No whole request came in time. */
  'request_timeout',
  /** A page that this server has not served, or a name that it does not know itself by. */
  'origin_refused',
  /** A trusted proxy did not say for whom it connects. */
  'proxy_failed',
  /** There was no TLS handshake, or it failed. */
  'tls_failed',
  /** The client has no certificate from the authority of `--tls-ca`. */
  'certificate_refused',
  'too_many_connections',
  'too_many_from_address',
  /** The server stops. */
  'shutdown',
] as const;

export type Reason = (typeof REASONS)[number];

/** Reasons that are a limit of the server, and no choice of the peer: the log has them. */
export const LIMITS: ReadonlySet<Reason> = new Set([
  'name_timeout',
  'idle_timeout',
  'slow_reader',
  'request_timeout',
  'origin_refused',
  'too_many_from_address',
]);

/** What the peer is told, in one frame, before the server closes for a reason it cannot know. */
export const FAREWELLS: Partial<Record<Reason, string>> = {
  name_timeout: 'No name came in time. The first message must be your name.',
  idle_timeout: 'Disconnected: nothing came from you for too long.',
  certificate_refused: 'This server only takes clients whose certificate it trusts.',
  too_many_connections: 'The server is full. Try again later.',
  too_many_from_address: 'There are too many connections from your address. Close one first.',
};
