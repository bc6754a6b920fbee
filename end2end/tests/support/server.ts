// A real server on a data directory and a port of its own, which tests start, stop, kill and start again.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { lstatSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export interface ServerOptions {
  demo?: boolean;
  env?: Record<string, string>;
}

const BINARY = process.env.WAYBILL_SERVER ?? join(import.meta.dirname, '../../../target/release/waybill');

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

export class Waybill {
  private child: ChildProcess | undefined;
  private said: string[] = [];

  private constructor(
    readonly port: number,
    readonly data: string,
    private readonly options: ServerOptions,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything the server has printed, for a failing test. */
  get output(): string {
    return this.said.join('\n');
  }

  static async start(options: ServerOptions = {}): Promise<Waybill> {
    const server = new Waybill(await freePort(), mkdtempSync(join(tmpdir(), 'waybill-e2e-')), options);
    await server.run();
    return server;
  }

  /** Starts the process; ready when it says so. */
  async run(): Promise<void> {
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.data];
    if (!this.options.demo) args.push('--no-demo');
    const child = spawn(BINARY, args, { env: { ...process.env, ...this.options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    const lines = [createInterface({ input: child.stdout! }), createInterface({ input: child.stderr! })];
    await new Promise<void>((resolve, reject) => {
      for (const stream of lines) {
        stream.on('line', (line) => {
          this.said.push(line);
          if (line.startsWith('Waybill is ready at')) resolve();
        });
      }
      child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready:\n${this.output}`)));
      child.once('error', reject);
    });
  }

  private gone(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** As a power cut does it to a process. */
  async kill(): Promise<void> {
    const gone = this.gone();
    this.child?.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    const gone = this.gone();
    this.child?.kill('SIGTERM');
    await gone;
  }

  /** Runs another command of the program on the same data. */
  async command(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(BINARY, [...args, '--data', this.data], { env: { ...process.env, ...this.options.env } });
    return stdout;
  }

  /** The disk is lost. */
  async forgetAll(): Promise<void> {
    await this.stop();
    removeData(this.data);
  }

  /** Stops it and removes its data. */
  async end(): Promise<void> {
    await this.stop();
    removeData(this.data);
  }
}

/** For a server started by root, the database lies elsewhere and the data directory has a link to it. */
function removeData(data: string): void {
  const link = join(data, 'postgres');
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(readlinkSync(link), { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
}
