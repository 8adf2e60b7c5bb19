import { invitationOf } from './invitation';

test.each([
  ['', undefined, undefined],
  ['?name=Panda&channel=168_tas', 'Panda', '168_tas'],
  ['?channel=a%20b+c', undefined, 'a b c'],
  ['?name=%20&channel=', undefined, undefined],
  ['?name=%E0%A4%A&channel=%3Cb%3E', '\ufffd%A', '<b>'],
])('%s', (query, name, channel) => {
  expect(invitationOf(query)).toEqual({ name, channel });
});
