import { ReceiptChecker } from './receipts';

test('receipts may come in pieces of any size', () => {
  const checker = new ReceiptChecker('m0000', Buffer.from(':100\r\n'));
  for (const piece of [':100\r', '\n:1', '00\r\n:100\r\n', ':']) {
    checker.accept(Buffer.from(piece), piece.length);
  }
});

test('another receipt is caught', () => {
  const checker = new ReceiptChecker('m0000', Buffer.from(':100\r\n'));
  expect(() => {
    checker.accept(Buffer.from(':100\r\n:99\r\n'), 11);
  }).toThrow(/m0000 was told/);
});
