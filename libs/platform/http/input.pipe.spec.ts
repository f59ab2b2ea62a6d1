import { Invalid } from '#platform/errors';
import { Bool, Choice, DateTime, Email, Int, Ints, ListOf, Nested, Num, Text, Uuid } from './fields/index.js';
import { ManyOf, readInput } from './input.pipe.js';

class InnerDto {
  @Int() size: number;
}

class SampleDto {
  @Text({ max: 5 }) name: string;
  @Text({ optional: true, nullable: true, blank: true }) note?: string | null;
  @Bool({ optional: true }) on?: boolean;
  @Int({ optional: true, min: 0, max: 10 }) count?: number;
  @Num({ optional: true }) share?: number;
  @Choice(['a', 'b'], { optional: true }) kind?: string;
  @Uuid({ optional: true }) uuid?: string;
  @Email({ optional: true }) email?: string;
  @DateTime({ optional: true }) at?: string;
  @Ints({ optional: true }) ids?: number[];
  @Nested(() => InnerDto, { optional: true }) inner?: InnerDto;
  @ListOf(() => InnerDto, { optional: true }) list?: InnerDto[];
}

const faultsOf = async (input: unknown): Promise<unknown> => {
  try {
    await readInput(SampleDto, input);
    return 'none';
  } catch (error) {
    return error instanceof Invalid ? error.faults : error;
  }
};

describe('an input', () => {
  it('is coerced to what it is declared as, and loses what is not declared', async () => {
    const given = {
      name: ' Ada ',
      on: 'yes',
      count: '7',
      share: '0.5',
      ids: ['1', 2],
      inner: { size: '3', extra: 1 },
      list: [{ size: 4 }],
      extra: true,
    };
    expect({ ...(await readInput(SampleDto, given)) }).toEqual({
      name: 'Ada',
      on: true,
      count: 7,
      share: 0.5,
      ids: [1, 2],
      inner: { size: 3 },
      list: [{ size: 4 }],
    });
  });

  it('leaves fields that are not given out, so that they can be told from null', async () => {
    expect(Object.keys(await readInput(SampleDto, { name: 'a' }))).toEqual(['name']);
    expect(await readInput(SampleDto, { name: 'a', note: null })).toMatchObject({ note: null });
  });

  it.each([
    [{}, { name: ['This field is required.'] }],
    [{ name: null }, { name: ['This field may not be null.'] }],
    [{ name: '  ' }, { name: ['This field may not be blank.'] }],
    [{ name: 'toolong' }, { name: ['Ensure this field has no more than 5 characters.'] }],
    [{ name: ['x'] }, { name: ['Not a valid string.'] }],
    [{ name: 'a', count: 11 }, { count: ['Ensure this value is less than or equal to 10.'] }],
    [{ name: 'a', count: 1.5 }, { count: ['A valid integer is required.'] }],
    [{ name: 'a', count: null }, { count: ['This field may not be null.'] }],
    [{ name: 'a', kind: 'c' }, { kind: ['"c" is not a valid choice.'] }],
    [{ name: 'a', uuid: 'x' }, { uuid: ['Must be a valid UUID.'] }],
    [{ name: 'a', email: 'x' }, { email: ['Enter a valid email address.'] }],
    [{ name: 'a', inner: 'x' }, { inner: { non_field_errors: ['Invalid data. Expected a dictionary, but got str.'] } }],
    [{ name: 'a', inner: {} }, { inner: { size: ['This field is required.'] } }],
    [{ name: 'a', list: {} }, { list: { non_field_errors: ['Expected a list of items but got type "dict".'] } }],
    [
      { name: 'a', list: [{ size: 1 }, {}, 7] },
      {
        list: [
          {},
          { size: ['This field is required.'] },
          { non_field_errors: ['Invalid data. Expected a dictionary, but got int.'] },
        ],
      },
    ],
    [[], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
    ['text', { non_field_errors: ['Invalid data. Expected a dictionary, but got str.'] }],
  ])('%j is refused as upstream refuses it', async (input, faults) => expect(await faultsOf(input)).toEqual(faults));

  it('that is a list has a fault for each item that has one', async () => {
    const pipe = ManyOf(InnerDto);
    const read = async (input: unknown): Promise<unknown> => {
      try {
        return await pipe.transform(input, { type: 'body' });
      } catch (error) {
        return error instanceof Invalid ? error.faults : error;
      }
    };
    expect(await read([{ size: 1 }])).toEqual([{ size: 1 }]);
    expect(await read([{ size: 1 }, {}])).toEqual([{}, { size: ['This field is required.'] }]);
    expect(await read({})).toEqual({ non_field_errors: ['Expected a list of items but got type "dict".'] });
  });
});
