import { Injectable } from '@nestjs/common';
import { Denied, Invalid } from '#platform/errors';
import type { Opened } from '../environment-cache.js';
import { readTraitValue } from '../identity-input.js';
import { LIMITS, type TraitValue } from '../incoming-trait.js';
import { StoredIdentityQuery } from '../stored-identity.query.js';
import type { IncrementTraitDto, SetTraitDto, TraitSetDto } from './trait.dto.js';

/** Storing single traits, for SDKs that do so apart from asking for flags. */
@Injectable()
export class TraitsService {
  constructor(private readonly identities: StoredIdentityQuery) {}

  /** @throws Denied, Invalid */
  async set(opened: Opened, input: SetTraitDto): Promise<TraitSetDto> {
    mayStore(opened);
    const value = readTraitValue(input.trait_value);
    await this.write(opened, input.identity.identifier, input.trait_key, value);
    return { identity: { identifier: input.identity.identifier }, trait_value: value, trait_key: input.trait_key };
  }

  /** Answers what was set; what was deleted is left out. */
  async setMany(opened: Opened, inputs: readonly SetTraitDto[]): Promise<TraitSetDto[]> {
    mayStore(opened);
    const values = inputs.map(({ trait_value }) => readTraitValue(trait_value));
    const set: TraitSetDto[] = [];
    for (const [index, { identity, trait_key }] of inputs.entries()) {
      const value = values[index] ?? null;
      await this.write(opened, identity.identifier, trait_key, value);
      if (value !== null) set.push({ identity: { identifier: identity.identifier }, trait_value: value, trait_key });
    }
    return set;
  }

  /** Adds to a whole number; one that is not there yet is 0. Two who add at once both count. */
  async increment(opened: Opened, { identifier, trait_key: key, increment_by }: IncrementTraitDto): Promise<number> {
    mayStore(opened);
    const { traits } = await this.identities.lock({ environmentId: opened.environment.row.id, identifier });
    const trait = Object.hasOwn(traits, key) ? traits[key] : undefined;
    if (trait && trait.type !== 'int') throw Invalid.list('Trait is not an integer.');
    const value = Number(trait?.value ?? 0) + increment_by;
    if (Math.abs(value) > LIMITS.integer) throw Invalid.field('increment_by', 'A valid integer is required.');
    await this.write(opened, identifier, key, value);
    return value;
  }

  private async write({ environment }: Opened, identifier: string, key: string, value: TraitValue): Promise<void> {
    await this.identities.merge([{ environmentId: environment.row.id, identifier, traits: new Map([[key, value]]) }]);
  }
}

function mayStore({ environment: { row }, side }: Opened): void {
  if (side === 'client' && !row.allowClientTraits) throw Invalid.whole('Setting traits not allowed with client key.');
  if (!row.persistTraitData) throw new Denied('Organisation is not authorised to store traits.');
}
