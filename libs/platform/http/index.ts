export { Answers, AnswersNothing, IdOf, MayRefuse, readId } from './answers.js';
export { CallerOf, factsOf, Scoped, type Caller } from './caller.js';
export { CredentialStrategy } from './credentials.js';
export { answerTo } from './error.filter.js';
export * from './fields/index.js';
export { FastLane } from './fast-lane.js';
export { KeepsFloats, mayHoldWholeFloats } from './floats.js';
export { ReadyAnswer, ReadyHead } from './ready-head.js';
export { escapeHtml } from './html.js';
export { HttpModule } from './http.module.js';
export { HttpSettings } from './http.settings.js';
export { ManyOf, readInput } from './input.pipe.js';
export { isForged } from './origin.js';
export { createOpenApi } from './openapi.js';
export { toMoment } from './moment.js';
export { PageOf, PageRequest, Paging, type Page } from './page.js';
export { plainRoute, PlainRoutes, plainRoutes, type PlainRoute } from './plain-routes.js';
export { listRoutes, type RouteDescription } from './route-list.js';
export { RouteTable, type RouteEntry } from './route-table.js';
export {
  About,
  ByPeople,
  Can,
  DeniesOtherVerbs,
  describeRule,
  Public,
  RefusedWith,
  RuleMark,
  SdkKey,
  Signed,
  SignedIn,
  type Rule,
  type SubjectPlace,
} from './rules.js';
export { Permissions, ScopeOf, Scopes, type ScopeLoader, type Subject, type Verdict } from './scopes.js';
export { pythonText } from './python-text.js';
export { createHttpAdapter, NEVER_KEPT } from './server.js';
export { SiteSettings } from './site.settings.js';
export { Throttle } from './throttle.js';
export { AsksOutside } from './unit-of-work.interceptor.js';
