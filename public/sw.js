// The service worker: lets the app start without a connection. Plain JavaScript on purpose; it holds no rules and no data.
//
// - Installing keeps one whole version (shell and assets) or nothing, so a start without connection never mixes two.
// - A page that is opened asks the network first, for a short while, then takes the kept shell.
// - A new version waits until the page says {type: 'apply'}: never in the middle of a job.
// The build writes the version and the list of files in place of the two marks below.
'use strict';

const VERSION = '__VERSION__';
const PRECACHE = (() => {
  try {
    return __PRECACHE__;
  } catch {
    return [];
  }
})();

// What is kept besides the shell.
const FILES = [...new Set(PRECACHE)].filter((path) => !['/', '/index.html', '/sw.js'].includes(path));
const BUILT = !VERSION.startsWith('__');
const CACHE = `waybill-${VERSION}`;
const SHELL = '/';
const NETWORK_MS = 3000;
const AT_ONCE = 6;

// Pages and answers of the server itself: parcel pages, the API, probes. Never touched, never kept.
const NOT_OURS = ['/t/', '/o/', '/stop/', '/find', '/api/', '/healthz', '/readyz', '/metrics'];
const HASHED = /-[0-9a-f]{8,}(_bg)?\.[a-z0-9]+$/;

self.addEventListener('install', (event) => {
  if (!BUILT) return;
  event.waitUntil(keepVersion());
  event.waitUntil(routePastWorker(event));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldVersions(), askAhead()]).then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data && event.data.type === 'apply') self.skipWaiting();
  if (event.data && event.data.type === 'version' && event.ports[0]) event.ports[0].postMessage(VERSION);
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (!BUILT || request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (isNotOurs(url.pathname)) {
    // The browser has asked for it already, and would ask a second time.
    if (request.mode === 'navigate' && event.preloadResponse) event.respondWith(askedAhead(event));
  } else if (request.mode === 'navigate') {
    if (isRoute(url.pathname)) event.respondWith(openPage(event));
  } else if (PRECACHE.includes(url.pathname) || HASHED.test(url.pathname)) {
    event.respondWith(keptFirst(request, url.pathname));
  }
});

function isNotOurs(path) {
  return NOT_OURS.some((start) => path === start || path.startsWith(start.endsWith('/') ? start : `${start}/`));
}

// Files have an ending; places in the app have none.
function isRoute(path) {
  return path === '/index.html' || !path.slice(path.lastIndexOf('/') + 1).includes('.');
}

// A hotel network answers every address with its own page: only the header tells that an answer is from our server.
function isOurShell(response) {
  return response.ok && response.type === 'basic' && !response.redirected && kindOf(response).startsWith('text/html') && response.headers.get('x-waybill') === '1';
}

function isOurAsset(response) {
  return response.ok && response.type === 'basic' && !response.redirected && !kindOf(response).startsWith('text/html');
}

function kindOf(response) {
  return response.headers.get('content-type') || '';
}

// While a server is exchanged for a newer one, the shell may be of one version and the list of files of the other.
function isOfThisVersion(html) {
  const named = [...html.matchAll(/(?:src|href|content)="(\/[^"]+)"/g)].map(([, path]) => path);
  return named.every((path) => !HASHED.test(path) || PRECACHE.includes(path));
}

async function keepVersion() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(SHELL, { cache: 'no-store', credentials: 'same-origin' });
  if (!isOurShell(shell)) throw new Error('the shell did not come from Waybill');
  if (!isOfThisVersion(await shell.clone().text())) throw new Error('the shell is of another version');
  const next = FILES[Symbol.iterator]();
  const worker = async () => {
    for (const path of next) await keepFile(cache, path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // Last, so that a shell in the cache means: everything is there.
  await cache.put(SHELL, shell);
}

// A browser may lose single files. Those that it takes from the cache past this worker would not come back by themselves.
async function mendVersion() {
  const requests = await (await caches.open(CACHE)).keys();
  const kept = new Set(requests.map((request) => new URL(request.url).pathname));
  if (![SHELL, ...FILES].every((path) => kept.has(path))) await keepVersion();
}

// Where the browser knows how, nothing waits for the worker to start that is not its business: what is named after its content
// comes from the cache, and what is the server's from the server.
async function routePastWorker(event) {
  if (!event.addRoutes) return;
  const kept = FILES.filter((path) => HASHED.test(path)).map((path) => ({ urlPattern: path }));
  const servers = NOT_OURS.flatMap((start) => (start.endsWith('/') ? [`${start}*`] : [start, `${start}/*`])).map((path) => ({ urlPattern: path }));
  const rules = [
    { condition: { or: kept }, source: { cacheName: CACHE } },
    { condition: { or: servers }, source: 'network' },
  ];
  // A rule that a browser does not take must not cost the offline start.
  await event.addRoutes(rules).catch(() => undefined);
}

// The network is asked for the page while the worker starts, where the browser knows how.
async function askAhead() {
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable().catch(() => undefined);
}

async function keepFile(cache, path) {
  if (await cache.match(path)) return;
  const known = HASHED.test(path) ? await caches.match(path) : undefined;
  const response = known || (await fetch(path, { cache: HASHED.test(path) ? 'default' : 'no-cache' }));
  if (!isOurAsset(response)) throw new Error(`could not keep ${path}`);
  await cache.put(path, response);
}

async function dropOldVersions() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('waybill-') && name !== CACHE).map((name) => caches.delete(name)));
}

async function openPage(event) {
  const kept = async () => (await caches.open(CACHE)).match(SHELL);
  const network = askedAhead(event).catch(() => undefined);
  event.waitUntil(network.then((page) => page && isOurShell(page) && mendVersion()).catch(() => undefined));
  const late = new Promise((resolve) => setTimeout(resolve, NETWORK_MS));
  const first = await Promise.race([network, late]);
  if (first && isOurShell(first)) return first;
  return (await kept()) || (await network) || Response.error();
}

async function askedAhead(event) {
  const ahead = await Promise.resolve(event.preloadResponse).catch(() => undefined);
  return ahead || fetch(event.request);
}

async function keptFirst(request, path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const response = await fetch(request);
  // A full disk must not cost the answer.
  if (HASHED.test(path) && isOurAsset(response)) await cache.put(path, response.clone()).catch(() => undefined);
  return response;
}
