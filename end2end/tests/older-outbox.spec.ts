// A tablet lay in a drawer with a full outbox while the app was released anew: what every release has left in IndexedDB
// (`shared/tests/rules/golden/<version>`) is sent by the app of today, and answered.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Waybill } from './support/server';
import { openShop, pill } from './support/shop';

const GOLDEN = join(import.meta.dirname, '../../shared/tests/rules/golden');
const releases = readdirSync(GOLDEN, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

type Entry = { client: string; seq: number; op: string; name: string; standing: string; answer: string | null; shelf: string };

for (const release of releases) {
  test(`the outbox of ${release} is sent, and every command is answered`, async ({ page }) => {
    const server = await Waybill.start();
    await openShop(page, server.url);
    await expect(pill(page)).toHaveAttribute('data-state', 'synced');
    const lines = readFileSync(join(GOLDEN, release, 'outbox.jsonl'), 'utf8').trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Entry).filter((entry) => entry.standing === 'waiting');

    // A page of the same origin without the app.
    await page.goto(`${server.url}/find`);
    const put = await page.evaluate(async (entries) => {
      const done = <T>(asked: IDBRequest<T>) => new Promise<T>((ended, failed) => {
        asked.onsuccess = () => ended(asked.result);
        asked.onerror = () => failed(asked.error);
      });
      const database = await done(indexedDB.open('waybill-outbox'));
      const tx = database.transaction(['commands', 'meta'], 'readwrite');
      const [commands, meta] = [tx.objectStore('commands'), tx.objectStore('meta')];
      const { client } = JSON.parse(await done(meta.get('person'))) as { client: string };
      const counter = `last_seq/${client}`;
      let last = Number(await done(meta.get(counter)) ?? 0);
      for (const entry of entries) {
        last += 1;
        commands.put({ ...entry, client, seq: last, shelf: `${client}/waiting` }, `${client}/${String(last).padStart(16, '0')}`);
      }
      meta.put(String(last), counter);
      await new Promise((ended) => { tx.oncomplete = ended; });
      database.close();
      return { client, last };
    }, entries);
    expect(put.last).toBeGreaterThanOrEqual(entries.length);

    await page.goto(`${server.url}/sync`);
    const kept = async () => page.evaluate(async (client) => {
      const done = <T>(asked: IDBRequest<T>) => new Promise<T>((ended) => { asked.onsuccess = () => ended(asked.result); });
      const database = await done(indexedDB.open('waybill-outbox'));
      const all = await done(database.transaction('commands').objectStore('commands').getAll()) as Entry[];
      database.close();
      return all.filter((entry) => entry.client === client);
    }, put.client);
    await expect.poll(async () => (await kept()).filter((entry) => entry.standing === 'waiting').length, { timeout: 60_000 }).toBe(0);
    const mine = (await kept()).filter((entry) => entries.some(({ op }) => op === entry.op));
    expect(mine).toHaveLength(entries.length);
    // Accepted or refused, as the books say; nothing is unreadable to the office.
    expect(mine.filter((entry) => !entry.answer?.startsWith('{')).map((entry) => [entry.name, entry.answer])).toEqual([]);
    await expect(page.locator('.sync-headline')).toContainText('need');
    await server.end();
  });
}
