import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Denied, Invalid } from '#platform/errors';
import type { PathTrait } from '../deprecated/path-trait.js';
import type { Opened } from '../environment-cache.js';
import { identityKey } from '../identity-key.js';
import { IdentityCache } from '../identity-cache.js';
import { readTraitValue } from '../identity-input.js';
import { LIMITS, type TraitValue } from '../incoming-trait.js';
import { StoredIdentityQuery, type StoredIdentity } from '../stored-identity.query.js';
import type { IncrementTraitDto, SetTraitDto, TraitSetDto } from './trait.dto.js';

/** Storing single traits, for SDKs that do so apart from asking for flags. */
@Injectable()
export class TraitsService {
  constructor(
    private readonly identities: StoredIdentityQuery,
    private readonly cache: IdentityCache,
    private readonly database: Database,
  ) {}

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

  /** Answers the id of the trait. A null is kept. // upstream: observed */
  async setNamed(opened: Opened, { identifier, key, value }: PathTrait): Promise<number> {
    mayStore(opened);
    if (value !== null) return (await this.write(opened, identifier, key, value)).traits[key]?.id ?? 0;
    const { id } = await this.identities.lock({ environmentId: opened.environment.row.id, identifier });
    this.forget(id);
    return this.identities.writeNull(id, key);
  }

  private async write(
    { environment }: Opened,
    identifier: string,
    key: string,
    value: TraitValue,
  ): Promise<StoredIdentity> {
    const identity = { environmentId: environment.row.id, identifier };
    const merged = await this.identities.merge([{ ...identity, traits: new Map([[key, value]]) }]);
    const written = merged.get(identityKey(identity));
    if (!written) throw new Error('an identity was neither found nor made');
    this.forget(written.id);
    return written;
  }

  /** Other processes hear of it from PostgreSQL, and this one before the answer. */
  private forget(identityId: number): void {
    this.database.afterCommit(() => this.cache.drop(identityId));
  }
}

function mayStore({ environment: { row }, side }: Opened): void {
  if (side === 'client' && !row.allowClientTraits) throw Invalid.whole('Setting traits not allowed with client key.');
  if (!row.persistTraitData) throw new Denied('Organisation is not authorised to store traits.');
}
