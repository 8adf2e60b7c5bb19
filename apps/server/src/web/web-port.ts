import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { FAREWELLS, type Reason } from '../connection/disconnect';
import type { Peer } from '../connection/peer';
import type { Scheduler } from '../connection/scheduler';
import type { Wire } from '../connection/wire';
import type { Admission } from '../listen/admission';
import type { Door } from '../listen/listener';
import type { TrustedProxies } from '../listen/trusted-proxies';
import type { Options } from '../operation/options';
import { line } from './answer';
import { clientOf } from './forwarded-for';
import { KnownHosts } from './known-hosts';
import { Messages } from './messages';
import { say, type Page } from './page';
import { readHead } from './request-head';
import { acceptUpgrade, faultOfUpgrade } from './upgrade';
import { WebSocketWire } from './web-socket';

/** Milliseconds that a client may take nothing of an answer. */
const STALL = 10_000;

/** Work of a request, in microseconds, about: to parse it and to answer. */
const REQUEST = 200;

/** What the web port is a part of. */
export interface WebSurroundings {
  readonly options: Options;
  readonly scheduler: Scheduler;
  readonly admission: Admission;
  readonly proxies: TrustedProxies;
  /** A WebSocket was opened on the socket. */
  readonly opened: (socket: Socket, peer: Peer, wire: Wire) => void;
  /** A connection is over that has not become a WebSocket. */
  readonly ended: (peer: Peer, reason: Reason, fault: string | undefined) => void;
}

/** What takes the connections of the web port. */
export interface WebDoor extends Door {
  /** Closes those that have not become WebSockets, once their answers are sent. */
  close(): void;
  /** Closes what is left of them. */
  cut(): void;
}

/** A connection that has not become a WebSocket yet. */
interface Visit {
  peer: Peer;
  /** What came behind the head of its request. */
  rest: Buffer;
  reason: Reason;
  fault: string | undefined;
}

/**
 * The page at `/`, and the WebSocket at `/chat`. Each connection makes one request, which waits for its turn when
 * its head is there as a whole: so nothing idle holds a place, and nobody makes many requests at once.
 */
export class WebPort implements WebDoor {
  readonly announced = false;
  readonly #surroundings: WebSurroundings;
  readonly #page: Page;
  readonly #hosts: KnownHosts;
  readonly #messages = new Messages();
  /** It listens nowhere, and is handed connections whose request is there. */
  readonly #http: Server;
  readonly #visits = new Map<Socket, Visit>();

  constructor(page: Page, surroundings: WebSurroundings) {
    this.#page = page;
    this.#surroundings = surroundings;
    this.#hosts = new KnownHosts(surroundings.options.webOrigin);
    this.#http = createServer((request, response) => {
      this.#answer(request, response);
    });
    this.#http.on('upgrade', (request) => {
      this.#upgrade(request);
    });
  }

  refusal(reason: Reason): string {
    return line(reason === 'certificate_refused' ? 403 : 503, FAREWELLS[reason] ?? '');
  }

  take(socket: Socket, peer: Peer): void {
    const { options, scheduler, ended } = this.#surroundings;
    const visit: Visit = { peer, rest: Buffer.alloc(0), reason: 'closed', fault: undefined };
    this.#visits.set(socket, visit);
    const deadline = timer(options.nameTimeout, () => {
      visit.reason = 'request_timeout';
      socket.end(line(408, 'No whole request came in time.')).destroySoon();
    });
    readHead(socket, (head, rest) => {
      clearTimeout(deadline);
      visit.rest = rest;
      const account = scheduler.open();
      scheduler.add(account, {
        proceed: () => {
          scheduler.charge(account, REQUEST, REQUEST);
          this.#handle(socket, head);
        },
      });
    });
    socket.on('error', ignore).on('close', () => {
      clearTimeout(deadline);
      if (this.#visits.delete(socket)) ended(visit.peer, visit.reason, visit.fault);
    });
  }

  close(): void {
    for (const socket of this.#visits.keys()) socket.destroySoon();
  }

  cut(): void {
    for (const socket of this.#visits.keys()) socket.destroy();
  }

  #handle(socket: Socket, head: Buffer): void {
    if (socket.destroyed) return;
    socket.setTimeout(STALL);
    socket.unshift(head);
    this.#http.emit('connection', socket);
    socket.resume();
    // What it came with is parsed in the next tick. Whatever else it may be, it is no request.
    setImmediate(() => {
      if (this.#visits.get(socket)?.reason === 'closed') socket.destroySoon();
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { socket, headers } = request;
    // It has made its request.
    socket.pause();
    const visit = this.#visits.get(socket);
    if (visit === undefined) return;
    const refusal = this.#identify(request, visit);
    const fault = this.#hosts.faultOfHost(headers.host);
    if (refusal !== undefined) say(response, 503, refusal);
    else if (fault === undefined) this.#page.answer(request, response);
    else {
      this.#refuse(visit, fault);
      say(response, 403, fault);
    }
  }

  /**
   * Finds out who makes a request, and counts them, where only their proxy knows.
   *
   * @returns why they must be refused, if so
   */
  #identify(request: IncomingMessage, visit: Visit): string | undefined {
    visit.reason = 'answered';
    const { admission, proxies } = this.#surroundings;
    const { address, port } = visit.peer;
    if (!proxies.has(address)) return undefined;
    visit.peer = { address: clientOf(request, address, proxies), port };
    const refusal = admission.attribute(request.socket, visit.peer.address);
    if (refusal === undefined) return undefined;
    visit.reason = refusal;
    return FAREWELLS[refusal];
  }

  #upgrade(request: IncomingMessage): void {
    const { socket } = request;
    const visit = this.#visits.get(socket);
    if (visit === undefined) return;
    const refusal = this.#identify(request, visit);
    const { origin, host } = request.headers;
    const wrong = faultOfUpgrade(request);
    const fault = this.#hosts.faultOfOrigin(origin, host);
    if (refusal !== undefined) socket.end(line(503, refusal)).destroySoon();
    else if (wrong !== undefined) socket.end(wrong).destroySoon();
    else if (fault !== undefined) {
      this.#refuse(visit, fault);
      socket.end(line(403, fault)).destroySoon();
    } else this.#open(request, socket, visit);
  }

  #open(request: IncomingMessage, socket: Socket, { peer, rest }: Visit): void {
    this.#visits.delete(socket);
    socket.setTimeout(0).off('error', ignore);
    socket.write(acceptUpgrade(request));
    if (rest.length > 0) socket.unshift(rest);
    this.#surroundings.opened(socket, peer, new WebSocketWire(this.#messages));
  }

  #refuse(visit: Visit, fault: string): void {
    visit.reason = 'origin_refused';
    visit.fault = fault;
  }
}

function timer(timeout: number, late: () => void): NodeJS.Timeout | undefined {
  return timeout === Infinity ? undefined : setTimeout(late, timeout);
}

function ignore(): void {
  // Whatever the error was, the connection closes.
}
