// Tablets install an app only over https: the server speaks it by itself when it is given a certificate.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Waybill } from './support/server';
import { openShop } from './support/shop';

// For localhost only, signed by itself, and known to everybody: of use for nothing but this test.
const CERT = join(import.meta.dirname, '../fixtures/localhost-cert.pem');
const KEY = join(import.meta.dirname, '../fixtures/localhost-key.pem');

test.use({ ignoreHTTPSErrors: true });

test('a shop is opened over https, and its session never leaves it', async ({ page, context }) => {
  const server = await Waybill.start({ env: { WAYBILL_TLS_CERT: CERT, WAYBILL_TLS_KEY: KEY } });
  try {
    const base = `https://127.0.0.1:${server.port}`;
    expect(server.output).toContain(`Waybill is ready at ${base}`);
    const front = await page.request.get(`${base}/sign-in`);
    expect(front.headers()['strict-transport-security']).toMatch(/max-age=\d{7,}/);
    await openShop(page, base);
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    const cookie = (await context.cookies()).find(({ name }) => name === '__Host-waybill');
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
    // The same port does not answer in plain text.
    await expect(page.request.get(`http://127.0.0.1:${server.port}/sign-in`)).rejects.toThrow();
  } finally {
    await server.end();
  }
});
