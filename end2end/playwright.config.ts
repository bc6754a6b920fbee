// How the end-to-end tests run: one real Chromium, one test after the other (each has a server and a database of its own).
// `cargo xtask test` names both programs; alone: WAYBILL_SERVER=target/release/waybill WAYBILL_CHROMIUM=/usr/bin/chromium npx playwright test
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results/files',
  fullyParallel: false,
  workers: 1,
  // A test that passes at the second try did not pass.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  use: {
    browserName: 'chromium',
    // A button that is not there fails the test where it is looked for.
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    // Without snapshots: for them the body of every answer is asked for, and Chromium 156 itself dies of being asked for the
    // body of a navigation preload (all its crash reports name that one request; 3 of 50 browsers that had been killed).
    trace: { mode: 'retain-on-failure', snapshots: false },
    launchOptions: {
      executablePath: process.env.WAYBILL_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
