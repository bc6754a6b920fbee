// A file of the shape of a wholesaler's year, the same every time.
import { expect, type Page } from '@playwright/test';
import { go } from './shop';

/** CSV of `orders` orders with one to five lines each. */
export function wholesale(orders: number): Buffer {
  const rows = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  for (let order = 0; order < orders; order += 1) {
    const lines = 1 + ((order * 7919) % 5);
    for (let line = 0; line < lines; line += 1) {
      const sku = 20_000 + ((order * 31 + line * 97) % 3_000);
      const day = `2011-0${1 + (order % 9)}-1${order % 9} 10:00:00`;
      rows.push(`${500_000 + order},${sku},THING ${sku},${1 + (line % 6)},${day},2.5${line},${12_000 + (order % 4_000)},United Kingdom`);
    }
  }
  return Buffer.from(rows.join('\n'));
}

/** Presses through the import of such a file, up to the last button; what comes then is the test's business. */
export async function beginImport(page: Page, orders: number): Promise<void> {
  await go(page, '/orders/import');
  const another = page.getByRole('button', { name: 'Import another file' });
  const file = page.locator('input[type=file]');
  await expect(another.or(file.locator('..'))).toBeVisible();
  if (await another.isVisible()) await another.click();
  await file.setInputFiles({ name: 'year.csv', mimeType: 'text/csv', buffer: wholesale(orders) });
  await page.getByLabel('Create missing products').check();
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: /^Import .* orders/ }).click({ timeout: 60_000 });
}

/** Brings such a file in; it is safe on the device then. */
export async function importMany(page: Page, orders: number): Promise<void> {
  await beginImport(page, orders);
  await expect(page.getByText('year.csv is imported')).toBeVisible({ timeout: 120_000 });
}
