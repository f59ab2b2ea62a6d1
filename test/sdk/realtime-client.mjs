// What a browser does with `realtime: true`, and what it is missing in Node: says what the banner is, whenever that changes.
import { EventSource } from 'undici';

const { base, api, clientKey } = JSON.parse(process.env.SHOP);
Object.assign(globalThis, { window: globalThis, EventSource });
const { default: flagsmith } = await import('flagsmith/isomorphic');

/** Says when the stream is open, so that nothing is changed before. */
const streamIsOpen = new Promise((resolve) => {
  globalThis.FlagsmithEventSource = class extends EventSource {
    constructor(...all) {
      super(...all);
      this.addEventListener('open', resolve);
    }
  };
});
let hasBegun = false;
const tell = () => console.log(flagsmith.getValue('banner'));
await flagsmith.init({
  environmentID: clientKey,
  api,
  cacheFlags: false,
  realtime: true,
  eventSourceUrl: `${base}/`,
  onChange: (_, { flagsChanged }) => {
    if (hasBegun && flagsChanged?.includes('banner')) tell();
  },
});
await streamIsOpen;
hasBegun = true;
tell();
