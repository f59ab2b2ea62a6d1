import { STATUS_CODES, validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';

/** What Node's responses keep of their head: once it is there, Node neither builds nor checks one. */
interface Inside {
  _header?: string | null;
  _headerSent?: boolean;
}

/** The head of answers that differ in their length at most: built and checked once, written as it stands. */
export class ReadyHead {
  private readonly text: string;

  /** @param headers name after value; without those of the connection, without date and length */
  constructor(
    readonly status: number,
    private readonly headers: readonly string[],
  ) {
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
    for (let at = 0; at + 1 < headers.length; at += 2) {
      const [name = '', value = ''] = headers.slice(at, at + 2);
      validateHeaderName(name);
      validateHeaderValue(name, value);
      lines.push(`${name}: ${value}`);
    }
    this.text = `${lines.join('\r\n')}\r\n`;
  }

  /**
   * Answers with these bytes, one after the other.
   * @param closing the lines that are the same for all answers of this second, with the empty one
   */
  send(response: ServerResponse, bytes: readonly Buffer[], closing: string): void {
    if (response.destroyed) return;
    const length = bytes.reduce((sum, chunk) => sum + chunk.length, 0);
    response.statusCode = this.status;
    if (takesText(response)) (response as ServerResponse & Inside)._header = this.textFor(length, closing);
    else response.writeHead(this.status, [...this.headers, ...this.lengthOf(length)]);
    for (const chunk of bytes) response.write(chunk);
    response.end();
  }

  /** All of the head. */
  textFor(length: number, closing: string): string {
    return `${this.text}${this.status === 304 ? '' : `content-length: ${length}\r\n`}${closing}`;
  }

  private lengthOf(length: number): string[] {
    return this.status === 304 ? [] : ['content-length', String(length)];
  }
}

/** An answer that is given again and again: head and body are one piece, put together once a second. */
export class ReadyAnswer {
  private closing = '';
  private whole = Buffer.alloc(0);

  constructor(
    private readonly head: ReadyHead,
    private readonly body: Buffer,
  ) {}

  send(response: ServerResponse, closing: string): void {
    if (!takesText(response)) return this.head.send(response, [this.body], closing);
    if (closing !== this.closing) {
      this.closing = closing;
      this.whole = Buffer.concat([Buffer.from(this.head.textFor(this.body.length, closing), 'latin1'), this.body]);
    }
    response.statusCode = this.head.status;
    const inside = response as ServerResponse & Inside;
    inside._header = closing;
    inside._headerSent = true;
    response.end(this.whole);
  }
}

/** Whether the head can be handed over as it stands: the connection stays, and Node keeps heads where it always has. */
function takesText(response: ServerResponse & Inside): boolean {
  return (
    response._header === null &&
    response._headerSent === false &&
    response.shouldKeepAlive &&
    response.req.httpVersionMinor === 1
  );
}
