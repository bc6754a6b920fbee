// Which functions of the app the first screens run: every way in, each in a browser that has just been started. The program is the whole
// one, as it was before it was taken apart. Prints one JSON array of function numbers for each way. Called by `cargo xtask profile`.
import { chromium } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const options = Object.fromEntries(process.argv.slice(2).map((word, at, all) => (word.startsWith('--') ? [word.slice(2), all[at + 1]] : [])).filter((pair) => pair.length));
const { base } = options;
const whole = (name) => readFileSync(join(options.whole, name));
const PASSWORD = 'harbour-goods-demo';
/** What runs soon after a screen stands belongs to it: heartbeats, the sync, what is kept for the next start. */
const SETTLED_MS = 4000;
/** The app writes the beginning of each list half a minute after a change. */
const KEPT_MS = 40_000;

const DESKTOP = { width: 1280, height: 800 };
const TABLET = { width: 820, height: 1180 };
const PHONE = { width: 390, height: 844 };

/** A browser of its own. */
async function browse(profile, { locale, viewport, chosen = {} }, work) {
  const context = await chromium.launchPersistentContext(profile, {
    locale,
    viewport,
    executablePath: options.chromium ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    // It would take the parts from its cache.
    serviceWorkers: 'block',
  });
  await context.addInitScript((chosen) => {
    for (const [name, value] of Object.entries(chosen)) localStorage.setItem(name, value);
  }, chosen);
  await context.route('**/*', async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (/^\/app-[0-9a-f]+\.js$/.test(pathname)) return route.fulfill({ contentType: 'text/javascript', body: whole('app.js') });
    if (/^\/app-[0-9a-f]+_bg\.wasm$/.test(pathname)) return route.fulfill({ contentType: 'application/wasm', body: whole('app_bg.wasm') });
    if (/^\/rest-[0-9a-f]+\.wasm$/.test(pathname)) return route.abort();
    if (request.resourceType() !== 'document') return route.continue();
    const page = await route.fetch();
    // The browser would compare the whole with the first part.
    return route.fulfill({ response: page, body: (await page.text()).replace(/ integrity="[^"]*"/g, '') });
  });
  try {
    return await work(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
  }
}

/** The numbers of the functions that are run meanwhile: the browser compiles each when it is called first. */
async function recorded(page, work) {
  const session = await page.context().newCDPSession(page);
  const functions = new Set();
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) if (event.name === 'wasm.CompileLazy') functions.add(event.args.func_index);
  });
  const includedCategories = ['v8.wasm', 'disabled-by-default-v8.wasm', 'disabled-by-default-v8.wasm.detailed'];
  await session.send('Tracing.start', { traceConfig: { includedCategories }, transferMode: 'ReportEvents' });
  await work();
  await lookAround(page);
  await page.waitForTimeout(SETTLED_MS);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  if (functions.size === 0) throw new Error('this browser does not tell which functions it compiles');
  return functions;
}

/** What a hand does before anything is pressed: it moves over the screen and turns the wheel. */
async function lookAround(page) {
  const { width, height } = page.viewportSize();
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    await page.mouse.move(width * share, height * share, { steps: 8 });
    await page.mouse.move(width * (1 - share), height * share, { steps: 8 });
  }
  await page.mouse.wheel(0, height);
  await page.mouse.wheel(0, -height);
}

function tell(way, functions) {
  console.error(`${way}: ${functions.size} functions`);
  console.log(JSON.stringify([...functions]));
}

async function signIn(page, who) {
  await page.locator('input[autocomplete=username]').fill(`${who}@demo.waybill`);
  await page.locator('input[autocomplete=current-password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Starts of a device on which nobody works yet. What signing in runs has come until a person has typed. */
async function recordNobody(as) {
  for (const at of ['/sign-in', '/sign-up']) {
    const profile = mkdtempSync(join(tmpdir(), 'waybill-record-'));
    await browse(profile, as, async (page) => {
      const functions = await recorded(page, async () => {
        await page.goto(`${base}${at}`);
        await page.locator('button[type=submit]').waitFor();
      });
      tell(`nobody, ${as.locale}: starts at ${at}`, functions);
    });
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Starts of a device on which somebody works: the first after signing in, and those that find what is kept for a next start. */
async function record(who, as, starts) {
  const profile = mkdtempSync(join(tmpdir(), 'waybill-record-'));
  const start = (way, { at, stands }, kept) =>
    browse(profile, as, async (page) => {
      const functions = await recorded(page, async () => {
        await page.goto(`${base}${at}`);
        await page.locator(stands).first().waitFor();
      });
      tell(`${who}, ${as.locale}: ${way} at ${at}`, functions);
      await page.waitForTimeout(kept);
    });
  await browse(profile, as, async (page) => {
    await page.goto(`${base}/sign-in`);
    await signIn(page, who);
    await page.waitForTimeout(SETTLED_MS);
  });
  await start('first start', starts[0], KEPT_MS);
  for (const next of starts) await start('start', next, 0);
  rmSync(profile, { recursive: true, force: true });
}

/** What people choose in the settings, the first screen goes by. */
const chosen = { 'waybill.language': 'en', 'waybill.theme': 'dark' };
const list = { at: '/orders?view=all', stands: 'tbody tr[id]' };
const home = { at: '/home', stands: 'main a' };
await recordNobody({ locale: 'en-GB', viewport: DESKTOP });
await recordNobody({ locale: 'zh-CN', viewport: PHONE, chosen });
await record('owner', { locale: 'en-GB', viewport: DESKTOP }, [list, home]);
await record('owner', { locale: 'zh-CN', viewport: PHONE, chosen }, [list, home]);
await record('floor', { locale: 'zh-CN', viewport: TABLET }, [{ at: '/', stands: 'h1' }]);
