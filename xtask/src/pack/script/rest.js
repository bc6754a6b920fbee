// The rest of the app: what no first screen runs. It comes behind the first picture, or at once when it is needed sooner.
const REST = '__REST__';
const AGAIN_MS = 1000;
const AGAIN_AT_MOST_MS = 30000;
let imported;
let isPlaced = false;

// From here on its functions stand where stubs stood.
function place(program) {
if (isPlaced) return;
new WebAssembly.Instance(program, { ...imported, first: wasm });
isPlaced = true;
document.documentElement.dataset.program = 'whole';
}

// A stub asks, in the middle of a call: until it is here nothing else may happen.
function need() {
if (isPlaced) return;
try {
place(new WebAssembly.Module(fetchNow()));
} catch (error) {
strand();
throw error;
}
}

// A request that waits may not ask for bytes, but for a text of which each letter is one.
function fetchNow() {
const request = new XMLHttpRequest();
request.open('GET', REST, false);
request.overrideMimeType('text/plain; charset=x-user-defined');
request.send();
const text = request.responseText;
const bytes = new Uint8Array(text.length);
for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
return bytes;
}

// Broken off in the middle, so only a new beginning helps. All that was shown as saved is on the disk.
function strand() {
const problem = document.getElementById('rest-problem');
if (!problem || !problem.hidden) return;
problem.hidden = false;
const ask = () => fetch(REST).then(() => location.reload(), () => setTimeout(ask, AGAIN_MS));
ask();
}

async function bringRest() {
for (let again = AGAIN_MS; !isPlaced; again = Math.min(2 * again, AGAIN_AT_MOST_MS)) {
try {
place(await WebAssembly.compileStreaming(fetch(REST, { priority: 'low' })));
} catch {
await new Promise((later) => setTimeout(later, again));
}
}
}
