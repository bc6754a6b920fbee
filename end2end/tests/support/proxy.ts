// A wire between browser and server that can swallow the answer to one request: the server has done it, the browser
// never hears of it.
import { createServer, request, type Server } from 'node:http';

export class Wire {
  private swallowed: (() => void) | undefined;
  private armed: string | undefined;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async to(target: number): Promise<Wire> {
    let wire: Wire | undefined;
    const server = createServer((incoming, outgoing) => {
      const onward = request(
        { host: '127.0.0.1', port: target, path: incoming.url, method: incoming.method, headers: incoming.headers },
        (answer) => {
          if (wire?.takes(incoming.url ?? '')) {
            answer.resume();
            answer.once('end', () => {
              incoming.socket.destroy();
              wire?.swallowed?.();
            });
            return;
          }
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.once('error', () => incoming.socket.destroy());
      outgoing.once('close', () => onward.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    wire = new Wire(server, typeof address === 'object' && address ? address.port : 0);
    return wire;
  }

  private takes(path: string): boolean {
    if (!this.armed || !path.startsWith(this.armed)) return false;
    this.armed = undefined;
    return true;
  }

  /** Swallows the next answer to a path; resolves when that has happened. */
  swallow(path: string): Promise<void> {
    this.armed = path;
    return new Promise((resolve) => {
      this.swallowed = resolve;
    });
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
