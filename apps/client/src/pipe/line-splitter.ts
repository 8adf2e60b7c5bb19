const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Cuts bytes into lines, however they come, and takes the newline off (rule 23): `\n` or `\r\n`, and
 * nothing else. The bytes of a line are not decoded, so what is typed goes out as it is.
 */
export class LineSplitter {
  #begun: Buffer[] = [];

  /** @returns the lines that are complete now */
  push(chunk: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end === -1) break;
      lines.push(withoutReturn(this.#complete(chunk.subarray(start, end))));
      start = end + 1;
    }
    if (start < chunk.length) this.#begun.push(chunk.subarray(start));
    return lines;
  }

  /** @returns the last line, if the input ended without a newline */
  end(): Buffer | undefined {
    return this.#begun.length > 0 ? this.#complete(Buffer.alloc(0)) : undefined;
  }

  #complete(rest: Buffer): Buffer {
    const line = Buffer.concat([...this.#begun, rest]);
    this.#begun = [];
    return line;
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
