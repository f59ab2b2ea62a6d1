import { isFieldValue } from './field-value.js';

describe('a value of a metadata field', () => {
  it.each(['5', '-5', '+5', '1_000', ' 7 ', '٣', '99999999999999999999'])('is a number: %s', (value) =>
    expect(isFieldValue('int', value)).toBe(true),
  );
  it.each(['five', '5.0', '1__0', '_1', '', '0x10', '- 5'])('is no number: %s', (value) =>
    expect(isFieldValue('int', value)).toBe(false),
  );
  it.each(['true', 'False', 'TRUE'])('is a boolean: %s', (value) => expect(isFieldValue('bool', value)).toBe(true));
  it.each(['yes', '1', 'truest', ' true'])('is no boolean: %s', (value) =>
    expect(isFieldValue('bool', value)).toBe(false),
  );
  it.each(['https://example.com/a?b', 'ftp://host', 'HTTP://x', 'postgres://u:p@h:1/d'])('is an address: %s', (value) =>
    expect(isFieldValue('url', value)).toBe(true),
  );
  it.each(['nowhere', 'example.com', 'https://', 'https:///path', '//host', 'mailto:a@b.c'])(
    'is no address: %s',
    (value) => expect(isFieldValue('url', value)).toBe(false),
  );
  it('is any text', () => {
    expect([isFieldValue('str', 'a'), isFieldValue('multiline_str', 'a\nb')]).toEqual([true, true]);
  });
});
