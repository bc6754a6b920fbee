// The service worker alone, against a small server that can be away, slow, broken, or a hotel's sign-in page.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

const WORKER = readFileSync(join(import.meta.dirname, '../../public/sw.js'), 'utf8');

type Weather = 'fine' | 'away' | 'hotel' | 'broken' | 'slow';

class Office {
  weather: Weather = 'fine';
  version = 'a1';
  /** Of the page, while a server is being exchanged; else the same. */
  pageVersion: string | undefined;
  readonly asked: string[] = [];
  /** The texts of a language are named in a tag of their own; a build may differ in nothing else. */
  texts = '/texts-en-aaaaaaaa.txt';
  private constructor(
    private readonly server: Server,
    readonly url: string,
    /** What stands before the worker, to take away what another browser does not have. */
    private readonly lacks: string,
  ) {}

  static async open(lacks: string): Promise<Office> {
    let office: Office | undefined;
    const server = createServer((asked, answer) => office?.answer(asked, answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    office = new Office(server, `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, lacks);
    return office;
  }

  private answer(asked: IncomingMessage, answer: ServerResponse): void {
    const path = (asked.url ?? '/').split('?')[0] ?? '/';
    const page = asked.headers['sec-fetch-mode'] === 'navigate';
    const say = (status: number, kind: string, body: string, headers: Record<string, string> = {}) => {
      answer.writeHead(status, { 'content-type': kind, ...headers });
      answer.end(body);
    };
    this.asked.push(path);
    if (this.weather === 'away') return void asked.socket.destroy();
    if (path === '/sw.js') {
      const files = JSON.stringify(['/index.html', this.script, '/icons.svg', '/texts-en-aaaaaaaa.txt']);
      const worker = this.lacks + WORKER.replaceAll('__VERSION__', this.version).replaceAll('__PRECACHE__', files);
      return say(200, 'text/javascript', worker, { 'cache-control': 'no-cache' });
    }
    if (this.weather === 'hotel') return say(200, 'text/html', '<title>hotel</title>');
    if (this.weather === 'broken' && page) return say(503, 'text/html', '<title>broken</title>', { 'x-waybill': '1' });
    if (this.weather === 'slow' && page) return;
    if (path.endsWith('.js')) return say(200, 'text/javascript', `document.body.dataset.ran = '${path}'`);
    if (path.endsWith('.txt')) return say(200, 'text/plain', 'hello = Hello');
    if (path === '/icons.svg') return say(200, 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    if (path.startsWith('/api/')) return say(200, 'application/json', '{}');
    if (path.startsWith('/t/')) return say(200, 'text/html', '<title>parcel</title>');
    const version = this.pageVersion ?? this.version;
    const shell = `<!doctype html><title>${version}</title><meta name="texts-en" content="${this.texts}"><body><script src="${this.scriptOf(version)}"></script>`;
    say(200, 'text/html; charset=utf-8', shell, { 'x-waybill': '1' });
  }

  private scriptOf(version: string): string {
    return `/app-${version}00000000.js`;
  }

  private get script(): string {
    return this.scriptOf(this.version);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const KEPT = ['/', '/app-a100000000.js', '/icons.svg', '/texts-en-aaaaaaaa.txt'];

/** Everything that is kept, of all versions. */
const kept = (page: Page) => page.evaluate(async () => {
  const names = await window.caches.keys();
  const requests = await Promise.all(names.map(async (name) => (await window.caches.open(name)).keys()));
  return requests.flat().map((request) => new URL(request.url).pathname).sort();
});

const caches = (page: Page) => page.evaluate(async () => (await window.caches.keys()).sort());

/** Installs the worker and loads the page again, so that it answers from now on. */
async function installed(page: Page, office: Office): Promise<void> {
  await page.goto(office.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** Looks for a new version and waits until it was kept or given up. */
async function lookForUpdate(page: Page): Promise<boolean> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => undefined);
  });
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration())?.installing);
  return page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting));
}

/** Browsers, by what they lack. */
const BROWSERS = {
  'a browser with everything': '',
  'a browser without static routes': 'delete InstallEvent.prototype.addRoutes;\n',
  'a browser without routes and preload': "delete InstallEvent.prototype.addRoutes; Object.defineProperty(self.registration, 'navigationPreload', { value: undefined });\n",
};

for (const [browser, lacks] of Object.entries(BROWSERS)) test.describe(`the service worker in ${browser}`, () => {
  let office: Office;
  test.beforeEach(async ({ page }) => {
    office = await Office.open(lacks);
    await installed(page, office);
  });
  test.afterEach(() => office.close());

  for (const weather of ['away', 'hotel', 'broken', 'slow'] as const) {
    test(`starts the app at any place while the network is ${weather}`, async ({ page }) => {
      office.weather = weather;
      await page.goto(`${office.url}/orders/10482`);
      await expect(page).toHaveTitle('a1');
      await expect(page.locator('body')).toHaveAttribute('data-ran', '/app-a100000000.js');
    });
  }

  test('keeps its hands off parcel pages and the API', async ({ page }) => {
    await page.goto(`${office.url}/t/abc`);
    await expect(page).toHaveTitle('parcel');
    await page.evaluate(() => fetch('/api/v1/orders'));
    expect(await kept(page)).toEqual(KEPT);
    office.weather = 'away';
    await expect(page.goto(`${office.url}/t/abc`)).rejects.toThrow();
  });

  test('has a page of the server asked for once', async ({ page }) => {
    for (const path of ['/t/abc', '/find']) {
      await page.goto(office.url + path);
      expect(office.asked.filter((asked) => asked === path)).toEqual([path]);
    }
  });

  test('puts files back that the browser has lost', async ({ page }) => {
    await page.evaluate(async () => {
      const [name] = await window.caches.keys();
      const cache = await window.caches.open(name ?? '');
      await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
    });
    expect(await kept(page)).toEqual([]);
    await page.goto(`${office.url}/orders`);
    await expect.poll(() => kept(page)).toEqual(KEPT);
    office.weather = 'away';
    await page.reload();
    await expect(page.locator('body')).toHaveAttribute('data-ran', '/app-a100000000.js');
  });

  if (lacks === '') test('is not asked for what is kept under its content, nor for what is the server’s', async ({ page }) => {
    await page.goto(`${office.url}/orders`);
    await page.evaluate(async () => (await fetch('/api/v1/orders')).text());
    const from = () => page.evaluate(() => performance.getEntriesByType('resource').map((entry) => {
      const { name, workerFinalSourceType, workerFinalRouterSource } = entry as PerformanceResourceTiming & Record<string, string>;
      return [new URL(name).pathname, workerFinalSourceType ?? workerFinalRouterSource];
    }));
    await expect.poll(from).toEqual(expect.arrayContaining([['/app-a100000000.js', 'cache'], ['/api/v1/orders', 'network']]));
  });

  test('does not keep the page of one version with the files of another', async ({ page }) => {
    office.version = 'e5';
    office.pageVersion = 'd4';
    expect(await lookForUpdate(page)).toBe(false);
    office.pageVersion = undefined;
    await expect.poll(() => lookForUpdate(page)).toBe(true);
  });

  test('does not keep a page whose texts are of another build', async ({ page }) => {
    office.version = 'f6';
    office.texts = '/texts-en-bbbbbbbb.txt';
    expect(await lookForUpdate(page)).toBe(false);
    office.texts = '/texts-en-aaaaaaaa.txt';
    await expect.poll(() => lookForUpdate(page)).toBe(true);
  });

  test('holds a new version back until the page asks for it', async ({ page }) => {
    office.version = 'b2';
    // The browser looks by itself after a page was loaded, and a look that falls together with that one may see the old file.
    await expect.poll(() => lookForUpdate(page)).toBe(true);
    office.weather = 'away';
    await page.reload();
    await expect(page).toHaveTitle('a1');
    await page.evaluate(async () => {
      const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
      (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'apply' });
      await taken;
    });
    await expect.poll(() => caches(page)).toEqual(['waybill-b2']);
    await page.reload();
    await expect(page).toHaveTitle('b2');
  });

  test('gives up a new version that a hotel answers for, and keeps the old one whole', async ({ page }) => {
    office.version = 'c3';
    office.weather = 'hotel';
    expect(await lookForUpdate(page)).toBe(false);
    await page.reload();
    await expect(page).toHaveTitle('a1');
  });
});
