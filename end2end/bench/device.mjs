// What a person feels on a device: an act with 25,900 orders loaded, and a change on another device's screen.
// Prints one JSON object a line: {name, value, unit, goal}. Called by `cargo xtask bench`.
import { chromium } from '@playwright/test';

const options = Object.fromEntries(process.argv.slice(2).map((word, at, all) => (word.startsWith('--') ? [word.slice(2), all[at + 1]] : [])).filter((pair) => pair.length));
const base = options.base;
const ORDERS = Number(options.orders ?? 25_900);
const ACTS = 60;
const CHANGES = 40;

const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const figure = (name, value, unit, goal) => console.log(JSON.stringify({ name, value: Math.round(value * 10) / 10, unit, goal }));
const say = (text) => console.error(text);

/** Orders of the shape of a wholesaler's year: the same every time. */
function file() {
  const rows = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  for (let order = 0; order < ORDERS; order += 1) {
    const lines = 1 + ((order * 7919) % 5);
    for (let line = 0; line < lines; line += 1) {
      const sku = 20_000 + ((order * 31 + line * 97) % 3_000);
      rows.push(`${500_000 + order},${sku},THING ${sku},${1 + (line % 6)},2011-0${1 + (order % 9)}-1${order % 9} 10:00:00,2.5${line},${12_000 + (order % 4_000)},United Kingdom`);
    }
  }
  return Buffer.from(rows.join('\n'));
}

const browser = await chromium.launch({
  executablePath: options.chromium ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
const owner = { email: 'bench@example.com', password: 'a quiet harbour at night' };

async function go(page, path) {
  await page.evaluate((to) => {
    const link = Object.assign(document.createElement('a'), { href: to });
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

const synced = (page) => page.locator('a.sync[data-state=synced]').first().waitFor({ timeout: 600_000 });

const first = await (await browser.newContext()).newPage();
await first.goto(`${base}/sign-up?bench`);
await first.getByLabel('Name of the shop').fill('Bench');
await first.getByLabel('Your name').fill('Bench');
await first.getByLabel('E-mail', { exact: true }).fill(owner.email);
await first.getByLabel('Password', { exact: true }).fill(owner.password);
await first.getByRole('button', { name: 'Open a shop' }).click();
await first.waitForURL(/\/home/);

say(`importing ${ORDERS} orders through the screen`);
let begun = performance.now();
await go(first, '/orders/import');
await first.locator('input[type=file]').setInputFiles({ name: 'bench.csv', mimeType: 'text/csv', buffer: file() });
await first.getByLabel('Create missing products').check();
await first.getByRole('button', { name: 'Check the file' }).click();
await first.getByRole('button', { name: /^Import .* orders/ }).click({ timeout: 120_000 });
await first.getByText(/is imported/).waitFor({ timeout: 600_000 });
figure(`import of ${ORDERS} orders on screen, saved on the device`, (performance.now() - begun) / 1000, 's');
await synced(first);
figure(`import of ${ORDERS} orders on screen, on the server`, (performance.now() - begun) / 1000, 's');

const second = await (await browser.newContext()).newPage();
await second.goto(`${base}/sign-in?bench`);
await second.getByLabel('E-mail', { exact: true }).fill(owner.email);
await second.getByLabel('Password', { exact: true }).fill(owner.password);
begun = performance.now();
await second.getByRole('button', { name: 'Sign in', exact: true }).click();
await second.waitForURL(/\/home/);
await synced(second);
figure(`first copy of ${ORDERS} orders on an empty device`, (performance.now() - begun) / 1000, 's');

// An act is timed inside the app: from the press to the frame that shows it, with the write to the outbox in between.
await go(first, '/orders?view=all');
await first.locator('tbody tr td').nth(2).click();
await first.waitForURL(/\/orders\/[0-9a-f-]{36}/);
const order = new URL(first.url()).pathname;
await first.evaluate(() => { window.__waybill_acts = []; });
const urgent = async (page, word) => {
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: word }).click();
};
for (let at = 0; at < ACTS; at += 1) {
  await urgent(first, at % 2 === 0 ? 'Mark as urgent' : 'Not urgent any more');
  await first.waitForFunction((count) => (window.__waybill_acts ?? []).length >= count, at + 1);
}
const acts = await first.evaluate(() => window.__waybill_acts);
figure(`act to changed screen, ${ORDERS} orders loaded, p50`, percentile(acts, 0.5), 'ms');
figure(`act to changed screen, ${ORDERS} orders loaded, p95`, percentile(acts, 0.95), 'ms', 50);
await synced(first);

// Both pages run in one browser on one machine, so their clocks are one clock.
await go(second, order);
await second.getByRole('heading', { level: 1 }).waitFor();
const seen = [];
for (let at = 0; at < CHANGES; at += 1) {
  const shown = second.evaluate(() => new Promise((done) => {
    const before = document.querySelector('main')?.innerText;
    const observer = new MutationObserver(() => {
      if (document.querySelector('main')?.innerText !== before) {
        observer.disconnect();
        done(performance.timeOrigin + performance.now());
      }
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  }));
  await first.getByRole('button', { name: 'More', exact: true }).first().click();
  const item = first.getByRole('menuitem', { name: at % 2 === 0 ? 'Mark as urgent' : 'Not urgent any more' });
  await item.waitFor();
  const pressed = await first.evaluate(() => performance.timeOrigin + performance.now());
  await item.click();
  seen.push((await shown) - pressed);
}
figure('change on one browser to another screen, p50', percentile(seen, 0.5), 'ms');
figure('change on one browser to another screen, p95', percentile(seen, 0.95), 'ms', 500);
await browser.close();
