import fc from 'fast-check';
import { AddressCount } from './address-count';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:ffff::'],
  ['2001:db8:1:2::6', '2001:db8:1:2::7'],
  ['2001:db8::1', '2001:db8:0:0:ffff:1:2:3'],
  ['::1', '::2'],
  ['2001::', '2001:0:0:0:1::'],
  ['fe80::1', 'fe80::2'],
])('%s and %s are one origin', (one, other) => {
  const count = new AddressCount();
  expect(count.add(one)).toBe(1);
  expect(count.add(other)).toBe(2);
});

test.each([
  ['192.0.2.1', '192.0.2.2'],
  ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ['2001:db8::1', '2001:db9::1'],
  ['::1', '1::1'],
  ['::1:0:0:0:0:1', '::2:0:0:0:0:1'],
])('%s and %s are two', (one, other) => {
  const count = new AddressCount();
  expect(count.add(one)).toBe(1);
  expect(count.add(other)).toBe(1);
});

test('what has gone is counted no more', () => {
  const addresses = fc.array(fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1'));
  fc.assert(
    fc.property(addresses, (added) => {
      const count = new AddressCount();
      for (const address of added) count.add(address);
      for (const address of added) count.remove(address);
      for (const address of new Set(added)) expect(count.add(address)).toBe(1);
    }),
  );
});
