// The addon reads its table from where a buffer's memory begins, which others may have their bytes in.
import { poolSize } from './without-pool';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal } from '@xterm/headless';

Buffer.poolSize = poolSize;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** How terminals count columns: each code point for itself, as most did, or each grapheme cluster. */
export type Widths = 'by code point' | 'by grapheme';
export const WIDTHS: readonly Widths[] = ['by code point', 'by grapheme'];

/** What somebody would see of what is written to a terminal. The emulator has two columns at least. */
export class EmulatedScreen {
  readonly emulator: Terminal;

  constructor({ columns, rows }: Size, widths: Widths, rewraps = false) {
    this.emulator = new Terminal({
      cols: columns,
      rows,
      scrollback: 100_000,
      reflowCursorLine: rewraps,
      allowProposedApi: true,
    });
    if (widths === 'by grapheme') this.emulator.loadAddon(new UnicodeGraphemesAddon());
  }

  async write(bytes: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      this.emulator.write(bytes, resolve);
    });
  }

  resize({ columns, rows }: Size): void {
    this.emulator.resize(columns, rows);
  }

  /** All rows, of the scrollback too. */
  get rows(): string[] {
    const { active } = this.emulator.buffer;
    return Array.from({ length: active.length }, (_, y) => {
      return active.getLine(y)?.translateToString(true).trimEnd() ?? '';
    });
  }

  /** The row with the cursor, which `|` stands for. */
  get cursorRow(): string {
    const { active } = this.emulator.buffer;
    const line = active.getLine(active.baseY + active.cursorY);
    const left = line?.translateToString(false, 0, active.cursorX) ?? '';
    return `${left}|${line?.translateToString(true, active.cursorX).trimEnd() ?? ''}`;
  }
}
