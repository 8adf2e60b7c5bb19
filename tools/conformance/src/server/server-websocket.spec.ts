import { serverChecks, ServerUnderTest } from '.';
import { WEBSOCKET_SERVER } from '../testing/our-programs';
import { testEach } from '../testing/test-each';
import { WebSocketWire } from '../running/websocket';

/** Framing, half a frame, how connections end: what a WebSocket could make different. */
const FAMILIES = /^S-(?:2|5|18)\./;

testEach(
  serverChecks
    .filter(({ id, level }) => level === 'must' || FAMILIES.test(id))
    .map((check) => ({
      ...check,
      run: async () => check.run(new ServerUnderTest(WEBSOCKET_SERVER, new WebSocketWire())),
    })),
);
