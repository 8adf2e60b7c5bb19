test('columns are counted right, wherever the memory of buffers is', async () => {
  const { poolSize } = Buffer;
  Buffer.poolSize = 1 << 20;
  // Too much for what they share now: in what they share from here on, these bytes come first.
  Buffer.from('\0'.repeat(1 << 17));
  const { EmulatedScreen } = await import('./screen');
  expect(Buffer.poolSize).toBe(1 << 20);
  Buffer.poolSize = poolSize;
  const screen = new EmulatedScreen({ columns: 20, rows: 2 }, 'by grapheme');
  await screen.write('a👨‍👩‍👧e\u0301');
  expect(screen.emulator.buffer.active.cursorX).toBe(4);
});
