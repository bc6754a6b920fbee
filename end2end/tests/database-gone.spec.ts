// PostgreSQL dies and comes back while devices send: nothing is lost, nothing is doubled, and meanwhile work is kept
// on the device and says so.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Books, MUG, openDock, taken, takeIn } from './support/dock';
import { Waybill } from './support/server';
import { allSent, pill } from './support/shop';
import { beginImport } from './support/wholesale';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

/** The database of the server, as files and as a process. */
function database() {
  const cluster = join(server.data, 'postgres', 'cluster');
  const settings = join(cluster, 'postgresql.conf');
  let good = '';
  const postmaster = () => {
    const file = join(cluster, 'postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  };
  return {
    /** kill -9. The server starts another one by itself. */
    async kill(): Promise<void> {
      const pid = postmaster();
      process.kill(pid, 'SIGKILL');
      await expect.poll(postmaster, { timeout: 60_000 }).not.toBe(pid);
    },
    /** It dies and cannot come back: its settings are nonsense. */
    breakDown(): void {
      good = readFileSync(settings, 'utf8');
      writeFileSync(settings, `${good}\nno_such_setting = 1\n`);
      process.kill(postmaster(), 'SIGKILL');
    },
    repair(): void {
      writeFileSync(settings, good);
    },
  };
}

test('the database dies three times while an import is sent, and the server has every order once', async ({ page }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  const before = await books.orders();
  const postgres = database();
  await beginImport(page, 1_000);
  for (let times = 0; times < 3; times += 1) {
    await page.waitForRequest((request) => request.url().endsWith('/api/sync/push'), { timeout: 60_000 });
    await postgres.kill();
  }
  await expect(page.getByText('year.csv is imported')).toBeVisible({ timeout: 60_000 });
  await allSent(page);
  const after = await books.orders();
  expect(after.all - before.all).toBe(1_000);
  expect(after.different).toBe(after.all);
});

test('while the database is away, work is kept on the device and says so', async ({ page }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  await takeIn(page, MUG, 1, 1);
  await allSent(page);
  const postgres = database();
  postgres.breakDown();
  await takeIn(page, MUG, 2, 3);
  await expect(pill(page)).toContainText('1 change saved on this device', { timeout: 60_000 });
  await takeIn(page, MUG, 3, 6);
  await expect(pill(page)).toContainText('2 changes saved on this device');
  await page.reload();
  await expect(taken(page, MUG)).toHaveText('6');

  postgres.repair();
  await allSent(page);
  expect(await books.onHand(MUG)).toBe(6);
});
