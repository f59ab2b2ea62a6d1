import { NotFound } from '#platform/errors';
import { PageRequest } from './page.js';

const at = (page: number | 'last', size: number) =>
  new PageRequest(page, size, new URL('http://here/list/?q=x&page=2'));

describe('a page', () => {
  it('has the addresses of its neighbours, with everything else that was asked for', () => {
    expect(at(2, 10).answer(25, ['a'])).toEqual({
      count: 25,
      next: 'http://here/list/?q=x&page=3',
      previous: 'http://here/list/?q=x',
      results: ['a'],
    });
    expect(at(1, 10).answer(5, [])).toMatchObject({ next: null, previous: null });
  });

  it('is the last one where that is asked for, and page 1 of nothing exists', () => {
    expect(at('last', 10).window(25)).toEqual({ page: 3, skip: 20, take: 10 });
    expect(at(1, 10).window(0)).toEqual({ page: 1, skip: 0, take: 10 });
  });

  it('beyond the last is not found', () => {
    expect(() => at(4, 10).window(25)).toThrow(new NotFound('Invalid page.'));
  });
});
