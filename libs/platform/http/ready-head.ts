import { STATUS_CODES, validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';

/** What Node's responses keep of their head: once it is there, Node neither builds nor checks one. */
interface Inside {
  _header?: string | null;
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
    const length = bytes.reduce((sum, chunk) => sum + chunk.length, 0);
    const sized = this.status === 304 ? [] : ['content-length', String(length)];
    response.statusCode = this.status;
    if (response.destroyed) return;
    const inside = response as ServerResponse & Inside;
    if (inside._header === null && response.shouldKeepAlive && response.req.httpVersionMinor === 1)
      inside._header = `${this.text}${sized.length > 0 ? `content-length: ${length}\r\n` : ''}${closing}`;
    else response.writeHead(this.status, [...this.headers, ...sized]);
    for (const chunk of bytes) response.write(chunk);
    response.end();
  }
}
