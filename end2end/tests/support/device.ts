// A browser with files of its own, as somebody starts it in the morning: it can be closed, killed and started again.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, chromium, expect, type BrowserContext, type LaunchOptions, type Page } from '@playwright/test';
import { Waybill } from './server';

export class Device {
  private context: BrowserContext | undefined;

  private constructor(
    private readonly files: string,
    private readonly options: LaunchOptions,
  ) {}

  /** `use` is what the configuration says about browsers. */
  static async unpack(use: { launchOptions?: LaunchOptions }): Promise<Device> {
    const device = new Device(mkdtempSync(join(tmpdir(), 'waybill-device-')), use.launchOptions ?? {});
    await device.start();
    return device;
  }

  async start(): Promise<void> {
    this.context = await chromium.launchPersistentContext(this.files, { ...this.options, viewport: { width: 1280, height: 900 } });
  }

  get browser(): BrowserContext {
    if (!this.context) throw new Error('this browser is not open');
    return this.context;
  }

  async page(): Promise<Page> {
    const page = this.browser.pages()[0] ?? (await this.browser.newPage());
    return page;
  }

  async close(): Promise<void> {
    await this.context?.close();
    this.context = undefined;
  }

  /** kill -9, every process of it. */
  async kill(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.browser.once('close', () => resolve()));
    for (const pid of this.processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended with another one of them.
      }
    }
    await gone;
    this.context = undefined;
    await expect.poll(() => this.processes().length).toBe(0);
  }

  /** Those that work on these files, the first one first: the others die with it. */
  private processes(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(this.files);
        } catch {
          return false;
        }
      })
      .sort((a, b) => a - b);
  }

  /** Away with it. */
  async end(): Promise<void> {
    await this.close();
    rmSync(this.files, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A test with a server and a device of its own, which may both be killed. */
export const test = base.extend<{ server: Waybill; device: Device }>({
  server: async ({}, use) => {
    const server = await Waybill.start();
    await use(server);
    await server.end();
  },
  device: async ({}, use, info) => {
    const device = await Device.unpack(info.project.use);
    await use(device);
    await device.end();
  },
});
