import { Fault } from './fault';

/** Checks what a sender is told: the same for each of its messages. */
export class ReceiptChecker {
  #at = 0;

  constructor(
    private readonly name: string,
    private readonly receipt: Buffer,
  ) {}

  accept(bytes: Buffer, length: number): void {
    for (let at = 0; at < length; at++) {
      if (bytes[at] !== this.receipt[this.#at]) {
        throw new Fault(
          `${this.name} was told ${JSON.stringify(bytes.toString('latin1', 0, Math.min(length, 200)))} ` +
            `instead of ${JSON.stringify(this.receipt.toString('latin1'))}`,
        );
      }
      this.#at = (this.#at + 1) % this.receipt.length;
    }
  }
}
