import { PartialType } from '@nestjs/swagger';
import { Bool, Text } from './fields/index.js';
import { parseForm } from './form-body.js';
import { readInput } from './input.pipe.js';

class SettingsDto {
  @Text() name: string;
  @Bool({ optional: true }) on?: boolean;
  @Bool({ optional: true, nullable: true }) perhaps?: boolean | null;
}
class PatchDto extends PartialType(SettingsDto, { skipNullProperties: false }) {}

it('what a form leaves out is not ticked', async () => {
  const form = parseForm('name=a+b%20%C3%A9', 'POST');
  expect(await readInput(SettingsDto, form)).toEqual({ name: 'a b é', on: false, perhaps: null });
  expect(await readInput(PatchDto, parseForm('on=true', 'PUT'))).toEqual({ on: true, perhaps: null });
});

it('a change speaks only of what it names, and JSON too', async () => {
  expect(await readInput(PatchDto, parseForm('name=a', 'PATCH'))).toEqual({ name: 'a' });
  expect(await readInput(SettingsDto, { name: 'a' })).toEqual({ name: 'a' });
});

it('reaches no prototype', () => {
  const form = parseForm('__proto__=a&constructor=b', 'POST');
  expect(Object.getPrototypeOf(form)).toBeNull();
  expect(Object.keys(form)).toEqual(['constructor']);
});
