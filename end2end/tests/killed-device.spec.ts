// The browser dies in the middle of work, by kill -9 or because a tab is closed: what was shown as saved is there at the
// next start, and reaches the server once.
import { expect, type Page } from '@playwright/test';
import { type Device, test } from './support/device';
import { Books, MUG, openDock, taken } from './support/dock';
import { allSent } from './support/shop';

/** A screen that shows nothing new for so long never will. */
const NEVER_MS = 60_000;

/** The highest number of units that the screen has shown, as long as the page lives. */
async function watchShown(page: Page): Promise<{ units: number; reaches: (units: number) => Promise<void> }> {
  const waiting: { units: number; wake: () => void }[] = [];
  const seen = {
    units: 0,
    reaches: (units: number) =>
      new Promise<void>((wake, fail) => {
        const never = setTimeout(() => fail(new Error(`${seen.units} units are shown, ${units} were to come, at ${page.url()}`)), NEVER_MS);
        const come = () => {
          clearTimeout(never);
          wake();
        };
        if (seen.units >= units) come();
        else waiting.push({ units, wake: come });
      }),
  };
  await page.exposeFunction('shown', (units: number) => {
    seen.units = Math.max(seen.units, units);
    for (const each of waiting) if (seen.units >= each.units) each.wake();
  });
  await page.evaluate((code) => {
    const look = () => {
      const row = [...document.querySelectorAll('tr')].find((row) => row.textContent?.includes(code));
      const units = Number((row?.querySelector('td.end strong')?.textContent ?? '0').replaceAll(',', ''));
      (window as unknown as { shown: (units: number) => void }).shown(units);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  }, MUG);
  return seen;
}

/** The units of a line that are taken in: `1,002` from a thousand on. */
async function unitsTaken(page: Page): Promise<number> {
  return Number((await taken(page, MUG).innerText()).replaceAll(',', ''));
}

/** Types one code after the other until there is nobody left to type for. */
async function takeInAndIn(page: Page): Promise<number> {
  let scans = 0;
  try {
    for (; scans < 200; scans += 1) {
      await page.getByLabel('SKU or barcode').fill(MUG);
      await page.keyboard.press('Enter');
    }
  } catch {
    // The browser is gone.
  }
  return scans + 1;
}

/** So often the device dies; `cargo xtask kills --browsers N` asks for more. */
const KILLS = Number(process.env.WAYBILL_KILL_BROWSERS) || 3;
/** After as many what the server has is compared. In every other shift it is not there meanwhile; in the others the device syncs. */
const KILLS_A_SHIFT = 25;

for (const [how, end] of [
  ['the browser is killed', (device: Device) => device.kill()],
  ['the tab is closed', async (device: Device) => (await device.page()).close()],
] as const) {
  test(`${how} in the middle of taking goods in, again and again, and nothing that was shown is lost`, async ({ server, device }) => {
    test.setTimeout(180_000 + KILLS * 15_000);
    let page = await device.page();
    await openDock(page, server.url);
    const dock = page.url();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // A browser writes its cookies down twice a minute, or when it is closed. One that is killed before has forgotten who is
    // signed in, and asks; here it is the work that counts.
    await device.close();
    await device.start();
    page = await device.browser.newPage();
    await page.goto(dock);

    let before = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const isAway = Math.floor(kill / KILLS_A_SHIFT) % 2 === 0;
      if (isAway && kill % KILLS_A_SHIFT === 0) await server.kill();
      const seen = await watchShown(page);
      const scanning = takeInAndIn(page);
      await seen.reaches(before + ([2, 5, 9][kill % 3] ?? 2));
      await end(device);
      const most = before + (await scanning);
      if (how === 'the browser is killed') await device.start();
      page = await device.browser.newPage();
      await page.goto(dock);
      await expect.poll(() => unitsTaken(page)).toBeGreaterThanOrEqual(seen.units);
      before = await unitsTaken(page);
      expect(before).toBeLessThanOrEqual(most);

      if ((kill + 1) % KILLS_A_SHIFT === 0 || kill + 1 === KILLS) {
        if (isAway) await server.run();
        await allSent(page);
        expect(await (await Books.of(page, server.url)).onHand(MUG)).toBe(before);
        await page.goto(dock);
        await expect.poll(() => unitsTaken(page)).toBe(before);
      }
    }
    console.log(`${KILLS} times ${how}: ${before} changes shown as saved, 0 lost, 0 doubled`);
  });
}
