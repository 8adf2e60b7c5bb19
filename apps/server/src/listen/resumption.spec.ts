import { encodeFrames } from '@chat/framing';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { connect, type ConnectionOptions, type SecureVersion, type TLSSocket } from 'node:tls';
import { ChatServer } from '../server';
import { EXPIRED, selfSign, TestCertificates } from '../testing/test-certificates';
import { Encryption } from './tls';

const ADMITTED = '/x is not a valid control message. Valid messages are /create, /list, and /join.';
const REFUSED = 'This server only takes clients whose certificate it trusts.';

type Identity = Pick<ConnectionOptions, 'cert' | 'key'>;

let certificates: TestCertificates;
let server: ChatServer;
let encryption: Encryption;
let port: number;

beforeEach(async () => {
  certificates = await TestCertificates.create();
});

afterEach(async () => {
  await server.close();
  certificates.remove();
});

async function start(ca?: string): Promise<void> {
  encryption = new Encryption({ ...certificates.files, ca }, Infinity);
  server = new ChatServer({}, { encryption });
  ({ port } = await server.listen(0));
}

/** What a visit to the server came to. */
interface Visit {
  readonly reused: boolean;
  readonly heard: string;
  /** The session to resume, if one was handed out. */
  readonly session: Buffer | undefined;
}

/** Comes in, says what has an answer, and goes. */
async function visit(options: ConnectionOptions): Promise<Visit> {
  const checkServerIdentity = (): undefined => undefined;
  const ca = certificates.authority.cert;
  const socket: TLSSocket = connect({ port, ca, checkServerIdentity, ...options });
  let session: Buffer | undefined;
  socket.on('session', (ticket: Buffer) => (session = ticket));
  await once(socket, 'secureConnect');
  const reused = socket.isSessionReused();
  socket.end(Buffer.concat(['Alice', '/x'].map((text) => encodeFrames(text))));
  const heard = (await buffer(socket)).toString().trimEnd();
  return { reused, heard, session };
}

function identityOf({ cert, private: key }: { cert: string; private: string }): Identity {
  return { cert, key };
}

const CLIENTS: Record<string, (certificates: TestCertificates) => Promise<Identity>> = {
  none: () => Promise.resolve({}),
  untrusted: async () => identityOf(await selfSign('Mallory')),
  expired: async (certificates) => identityOf(await certificates.certify('Late', EXPIRED)),
  good: async (certificates) => identityOf(await certificates.certify('Alice')),
};

const versions: SecureVersion[] = ['TLSv1.2', 'TLSv1.3'];

describe.each(versions)('over %s, with an authority', (version) => {
  test.each(Object.keys(CLIENTS))(
    'a certificate (%s) counts the same when its session comes again, and after another authority',
    async (kind) => {
      await start(certificates.ca);
      const identity = await CLIENTS[kind]?.(certificates);
      const options = { ...identity, minVersion: version, maxVersion: version };
      const expected = kind === 'good' ? ADMITTED : REFUSED;
      const fresh = await visit(options);
      expect(fresh).toMatchObject({ reused: false, heard: expected });
      const again = await visit({ ...options, session: fresh.session });
      expect(again).toMatchObject({ reused: false, heard: expected });

      certificates.trust(await selfSign('Another authority'));
      encryption.reload();
      for (const { session } of [fresh, again]) {
        const later = await visit({ ...options, session });
        expect(later).toMatchObject({ reused: false, heard: REFUSED });
      }
    },
  );
});

test.each(versions)('over %s, without an authority, a session is resumed', async (version) => {
  await start();
  const options = { minVersion: version, maxVersion: version };
  const { session } = await visit(options);
  expect(await visit({ ...options, session })).toMatchObject({ reused: true });
});
