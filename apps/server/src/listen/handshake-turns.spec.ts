import { HandshakeLine, type Beginning } from './handshake-line';

test.each([true, false])(
  'many that may need a second ClientHello (%s) and end at once take turns with one that differs',
  async (mayRetry) => {
    const line = new HandshakeLine();
    let begun = 0;
    await new Promise<void>((resolve) => {
      for (let count = 0; count < 50; count++) {
        const beginning: Beginning = {
          origin: `${count}`,
          mayRetry,
          begin: () => {
            begun++;
            const end = performance.now() + 2;
            while (performance.now() < end);
            line.leave(beginning);
          },
        };
        line.add(beginning);
      }
      line.add({ origin: 'other', mayRetry: !mayRetry, begin: resolve });
    });
    expect(begun).toBeLessThan(3);
  },
);
