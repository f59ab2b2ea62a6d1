import { listRoutes, type RouteDescription } from '#platform/http';
import { useApi } from '../api/index.js';
import { answerTo, type Answered } from './answers.js';
import { TOLD } from './exceptions.js';
import { askFor, nameOf, type Ask } from './requests.js';
import { rollBackEverything } from './roll-back.js';
import { EVERYTHING } from './settings.js';
import { makePlace, nowhere, spreadIds, type Place, type Thing, type World } from './world.js';

const api = useApi(EVERYTHING);
let base: string;
let place: Place;
let elsewhere: Place;
let absent: World;
let routes: RouteDescription[];

beforeAll(async () => {
  await spreadIds(api);
  [place, elsewhere] = [await makePlace(api), await makePlace(api)];
  absent = nowhere(place.world);
  base = await api.listen();
  routes = listRoutes(api.app);
  rollBackEverything(api);
}, 60_000);

const ask = (request: Ask, { tenant }: Place): Promise<Answered> =>
  answerTo(base, request, { authorization: `Token ${tenant.owner.token}` });

const isSame = (one: Ask, other: Ask): boolean => one.url === other.url && one.body === other.body;

/** An answer without the ids that were asked for; what was done, also without what is new each time it is done. */
function told({ status, headers, body }: Answered, world: World): Answered {
  const ids = new Set(Object.values(world).map(String));
  const text = body.replace(WORD, (word) => (ids.has(word) ? '<id>' : word));
  const { 'content-length': length = '', etag, ...others } = headers;
  const done = status < 300;
  return {
    status,
    headers: done || text !== body ? others : { ...others, length, etag: String(etag) },
    body: done ? text.replace(NEW, '<new>') : text,
  };
}

const WORD = /[\w.-]+/g;
const NEW = /[\da-f]{8}-[\da-f-]{27}|[\d-]{10}T[\d:.]+Z|\d+/g;

/** What differs between the answers to two requests of one person; undefined where nothing does. */
async function difference(person: Place, one: [Ask, World], other: [Ask, World]): Promise<string | undefined> {
  const [first, second] = [told(await ask(one[0], person), one[1]), told(await ask(other[0], person), other[1])];
  if (JSON.stringify(first) === JSON.stringify(second)) return undefined;
  const shown = ({ status, body }: Answered): string => `${status} ${body.slice(0, 200)}`;
  const names = Object.keys({ ...first.headers, ...second.headers });
  const headers = names.filter((name) => first.headers[name] !== second.headers[name]);
  return `${shown(first)} is not ${shown(second)} (${headers.join(', ')})`;
}

/** Where a thing of this kind is asked for, and knowing its name is not a right of its own. */
const isSecret = (thing: Thing): boolean => SECRETS.includes(thing);
const SECRETS: readonly Thing[] = ['environment', 'versioned', 'inviteHash', 'serverKeyItself'];

describe('what nobody from outside can tell', () => {
  it('is whether anything of another organisation exists', async () => {
    const secrets = Object.fromEntries(SECRETS.map((thing) => [thing, place.world[thing]]));
    const nothing = { ...absent, ...secrets };
    const faults: string[] = [];
    for (const route of routes) {
      const [there, not] = [askFor(route, place.world), askFor(route, nothing)];
      if (isSame(there, not) || TOLD[nameOf(route)]) continue;
      const found = await difference(elsewhere, [there, place.world], [not, nothing]);
      if (found) faults.push(`${nameOf(route)}: ${found}`);
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('is whether an id among one’s own things is somebody else’s', async () => {
    const faults: string[] = [];
    for (const route of routes)
      for (const thing of Object.keys(place.world) as Thing[]) {
        const theirs = { ...place.world, [thing]: elsewhere.world[thing] };
        const nobodys = { ...place.world, [thing]: absent[thing] };
        const [there, not] = [askFor(route, theirs), askFor(route, nobodys)];
        if (isSecret(thing) || isSame(there, askFor(route, place.world)) || TOLD[nameOf(route)]) continue;
        const found = await difference(place, [there, theirs], [not, nobodys]);
        if (found) faults.push(`${nameOf(route)}, ${thing}: ${found}`);
      }
    expect(faults).toEqual([]);
  }, 120_000);
});
