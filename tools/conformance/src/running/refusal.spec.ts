import { refusalIn } from './refusal';

function systemError(code: string): Error {
  return Object.assign(new Error(`spawn ./server ${code}`), { code });
}

test.each(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ENOBUFS'])(
  'the kit is refused what it needs by %s, and says what helps',
  (code) => {
    const refusal = refusalIn(new Error('It does not listen', { cause: systemError(code) }));
    expect(refusal?.message).toMatch(new RegExp(`spawn ./server ${code}; raise its limits`));
    expect(refusalIn(refusal)).toBe(refusal);
  },
);

test.each([systemError('ECONNREFUSED'), new Error('EMFILE'), undefined, 'EMFILE'])(
  '%s is not of the kit',
  (error) => {
    expect(refusalIn(error)).toBeUndefined();
  },
);
