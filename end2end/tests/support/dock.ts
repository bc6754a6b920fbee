// Goods at the dock, one unit after the other: units add up, so a change that is lost or doubled shows in the sum.
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { addWarehouse, allSent, go, importOrders, openShop } from './shop';

const GBK = join(import.meta.dirname, '../../fixtures/orders-gbk.csv');
export const MUG = 'MUG-CN';
export const TEA = 'TEA-CN';

/** A shop with a warehouse, three products, and a delivery that nobody has announced; ends at its lines. */
export async function openDock(page: Page, base: string): Promise<void> {
  await openShop(page, base);
  await addWarehouse(page, base);
  await importOrders(page, GBK, /^Import \d+ orders/);
  await go(page, '/receiving/new');
  await page.getByRole('link', { name: 'Receive without announcing' }).click();
  await expect(page.getByLabel('SKU or barcode')).toBeVisible();
  await allSent(page);
}

/** Units of a product that the screen shows as taken in. */
export function taken(page: Page, code: string): Locator {
  return page.getByRole('row').filter({ hasText: code }).locator('td.end strong');
}

/** Asks for units to be taken in; says nothing about what comes of it. */
export async function bring(page: Page, code: string, units = 1): Promise<void> {
  await page.getByLabel('SKU or barcode').fill(code);
  await page.getByLabel('Quantity', { exact: true }).fill(String(units));
  await page.getByRole('button', { name: 'Take in', exact: true }).click();
}

/** Takes units in; `sum` is what the line says then. */
export async function takeIn(page: Page, code: string, units: number, sum: number): Promise<void> {
  await bring(page, code, units);
  await expect(taken(page, code)).toHaveText(String(sum));
}

/** What the server's books say is on the shelf, asked as a program with a key asks. */
export class Books {
  private constructor(
    private readonly page: Page,
    private readonly base: string,
    private readonly key: string,
  ) {}

  /** `page` is signed in as the owner. */
  static async of(page: Page, base: string): Promise<Books> {
    const answer = await page.request.post(`${base}/api/app/api-keys`, {
      headers: { 'x-waybill': '1' },
      data: { name: 'Stocktaker', role: 'clerk' },
    });
    expect(answer.status(), await answer.text()).toBe(201);
    return new Books(page, base, (await answer.json()).key);
  }

  async onHand(code: string): Promise<number> {
    const answer = await this.page.request.get(`${this.base}/api/v1/stock?sku=${code}`, {
      headers: { authorization: `Bearer ${this.key}` },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    const lines: { on_hand: number }[] = (await answer.json()).stock;
    return lines.reduce((sum, line) => sum + line.on_hand, 0);
  }

  /** How many orders the server has; each external number once. */
  async orders(): Promise<{ all: number; different: number }> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await this.page.request.get(
        `${this.base}/api/v1/orders?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        { headers: { authorization: `Bearer ${this.key}` } },
      );
      expect(answer.status(), await answer.text()).toBe(200);
      const found = await answer.json();
      ids.push(...found.orders.map((order: { external_id: string }) => order.external_id));
      cursor = found.next_cursor ?? undefined;
    } while (cursor);
    return { all: ids.length, different: new Set(ids).size };
  }
}
