import { killPrograms, Program } from '../testing/test-program';
import { explain } from './listen-fault';

afterEach(killPrograms);

test.each([
  ['fe80::1', 'fe80::1 is an address of each link: say of which interface, such as fe80::1%eth0.'],
  ['ff02::1', 'This machine has no address ff02::1.'],
  ['fe80::1%nosuch', 'This machine has no address fe80::1%nosuch.'],
  ['192.0.2.1', 'This machine has no address 192.0.2.1.'],
  ['2001:db8::1', 'This machine has no address 2001:db8::1.'],
  [
    'no such',
    'There is no host no such: give an address of this machine, such as 127.0.0.1 or ::1.',
  ],
])('--host=%s, and --admin-host, are one clear line, and status 1', async (host, fault) => {
  const program = new Program(['0', `--host=${host}`]);
  expect(await program.closed).toBe(1);
  expect(program.lines).toEqual([`chat-server: ${fault}`]);
  const admin = new Program(['0', '--admin-port=0', `--admin-host=${host}`]);
  expect(await admin.closed).toBe(1);
  expect(admin.lines).toEqual([`chat-server: ${fault}`]);
});

test.each([
  ['EACCES', 'listen', 80, undefined, 'Port 80 needs more permission than this user has'],
  ['EACCES', 'listen', 8080, undefined, 'This user may not listen on port 8080.'],
  ['EAI_AGAIN', 'getaddrinfo', 1, 'host', 'The name host cannot be looked up now: give an address'],
  ['EINVAL', 'getaddrinfo', 1, 'x\u0000', 'There is no host x'],
  ['EAFNOSUPPORT', 'listen', 1, '::1', 'This machine has no IPv6: give an address of IPv4.'],
  ['ENOBUFS', 'listen', 1, undefined, 'Cannot listen on port 1: why.'],
  ['ENOBUFS', 'listen', 1, '::1', 'Cannot listen on port 1: why.'],
])('%s of %s is said in words', (code, syscall, port, host, words) => {
  expect(explain(Object.assign(new Error('why'), { code, syscall }), port, host)).toContain(words);
});
