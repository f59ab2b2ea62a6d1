import { listRoutes, RouteTable, type RouteDescription } from '#platform/http';
import { useApi } from '../api/index.js';
import { CALLERS, Callers, type CallerName } from './callers.js';
import { EXCEPTIONS, OTHERWISE } from './exceptions.js';
import { INSIDE } from './inside.js';
import { faultOf } from './oracle.js';
import { askFor, nameOf } from './requests.js';
import { rollBackEverything } from './roll-back.js';
import { isLimitable, needOf, rightFor, rightsBeside } from './rules.js';
import { answerTo } from './answers.js';
import { EVERYTHING } from './settings.js';
import { linesOf, readTable, writeTable, type Row } from './table.js';
import { makePlace, spreadIds } from './world.js';

const api = useApi(EVERYTHING);
let rows: Row[];

beforeAll(async () => {
  await spreadIds(api);
  const [place, elsewhere] = [await makePlace(api), await makePlace(api)];
  const callers = await Callers.of(api, place, elsewhere);
  const base = await api.listen();
  rollBackEverything(api);
  const statusOf = async (route: RouteDescription, caller: CallerName): Promise<[CallerName, number]> => [
    caller,
    (await answerTo(base, askFor(route, place.world), callers.headersOf(caller))).status,
  ];
  const row = async (route: RouteDescription): Promise<Row> => {
    const need = needOf(route);
    await callers.hold(rightFor(need), rightsBeside(need), isLimitable(need));
    // what writes is asked one by one: requests at once wait for the locks of each other
    const statuses =
      route.method === 'GET'
        ? await Promise.all(CALLERS.map((caller) => statusOf(route, caller)))
        : await oneByOne(CALLERS, (caller) => statusOf(route, caller));
    return { route, statuses: new Map(statuses) };
  };
  rows = await oneByOne(listRoutes(api.app), row);
  if (process.env['AUTHORISATION'] === 'write') writeTable(rows);
}, 120_000);

/** What describes the API, for everybody. */
const DESCRIPTION = /^\/api\/v1\/(docs|swagger\.)/;

async function oneByOne<From, To>(all: readonly From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const done: To[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

describe('who may do what', () => {
  it('is what the rules of the routes say', () => {
    const faults = rows.flatMap(({ route, statuses }) =>
      CALLERS.flatMap((caller) => {
        const status = statuses.get(caller) ?? 0;
        const fault = faultOf(route, caller, status);
        return fault ? [`${nameOf(route)}, ${caller}: ${status} ${fault}`] : [];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('is what the table says, line by line', () => {
    expect(linesOf(rows)).toEqual(readTable());
  });

  it('is said of everything that the server answers', () => {
    const listed = new Set(rows.map(({ route }) => nameOf(route).replace(/\{(\w+)\}/g, ':$1')));
    const answered = api.app
      .get(RouteTable)
      .list()
      .filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !DESCRIPTION.test(url))
      .map(({ method, url }) => `${method} ${url}`);
    expect(answered.filter((name) => !listed.has(name))).toEqual([]);
  });

  it('is excepted from the rules only where there is such an operation', () => {
    const known = new Set(rows.map(({ route }) => nameOf(route)));
    const named = [INSIDE, EXCEPTIONS, OTHERWISE].flatMap((list) => Object.keys(list));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
