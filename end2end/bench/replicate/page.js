// Waybill's page of replicate.mjs: the rig opens its own, and ours is the app itself, which hangs `window.bench` up when it has
// begun. Until then this page offers nothing, or the rig would begin with it.
Object.defineProperty(window, 'bench', { configurable: true, get: () => undefined, set: () => {} });
const go = () => setTimeout(() => location.replace('/bench/?sync'));
if (document.readyState === 'complete') go();
else addEventListener('load', go);
export default {};
