/** Kinds of things that metadata speaks of. */
export type Model = 'organisation' | 'project' | 'environment' | 'feature' | 'segment';

/** Those of which single ones have values. */
export type Described = Extract<Model, 'environment' | 'feature' | 'segment'>;

interface ContentType {
  /** What the wire calls it by. Never changes: clients remember it. */
  readonly id: number;
  readonly app_label: string;
  readonly model: Model;
}

export const CONTENT_TYPES: readonly ContentType[] = [
  { id: 1, app_label: 'organisations', model: 'organisation' },
  { id: 2, app_label: 'projects', model: 'project' },
  { id: 3, app_label: 'environments', model: 'environment' },
  { id: 4, app_label: 'features', model: 'feature' },
  { id: 5, app_label: 'segments', model: 'segment' },
];

export const DESCRIBED: readonly string[] = ['feature', 'segment', 'environment'] satisfies Described[];

/** Where a value can be asked for. */
export const REQUIRING: readonly ContentType[] = CONTENT_TYPES.filter(
  ({ model }) => model === 'organisation' || model === 'project',
);

const byModel = new Map(CONTENT_TYPES.map(({ id, model }) => [model, id]));
const byId = new Map(CONTENT_TYPES.map(({ id, model }) => [id, model]));

export const contentTypeOf = (model: Model): number => byModel.get(model) ?? 0;
export const modelOf = (contentType: number): Model | undefined => byId.get(contentType);
