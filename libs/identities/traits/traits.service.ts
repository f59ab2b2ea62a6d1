import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import { TraitKeyDeleted, IdentityTraitsChanged } from '../identity.events.js';
import type { Identity } from '../identity.entity.js';
import { listTraits, type StoredTrait, type StoredTraits, type Trait } from '../traits.js';
import { traitFrom, type PatchIdentityTraitDto, type WriteIdentityTraitDto } from './trait.dto.js';
import { TraitRepository } from './trait.repository.js';
import { TraitKeyRemoval } from './trait-key-removal.js';

const KEY_TAKEN = 'The fields trait_key, identity must make a unique set.';

/** The traits of one identity, as people change them. SDKs that write the same identity wait, and go on with what is there then. */
@Injectable()
export class TraitsService {
  constructor(
    private readonly traits: TraitRepository,
    private readonly removal: TraitKeyRemoval,
    private readonly events: Events,
  ) {}

  /** By their ids. */
  list({ traits }: Identity): Trait[] {
    return listTraits(traits);
  }

  /** @throws NotFound */
  find(traits: StoredTraits, id: number): Trait {
    const trait = listTraits(traits).find((one) => one.id === id);
    if (!trait) throw NotFound.of('Trait');
    return trait;
  }

  async create(identity: Identity, input: WriteIdentityTraitDto): Promise<Trait> {
    const stored = await this.lock(identity);
    if (Object.hasOwn(stored, input.trait_key)) throw Invalid.whole(KEY_TAKEN);
    return this.put(identity, stored, input.trait_key, { id: await this.traits.nextId(), ...traitFrom(input) });
  }

  /** It keeps its id, also under another key. */
  async update(identity: Identity, id: number, input: PatchIdentityTraitDto): Promise<Trait> {
    const stored = await this.lock(identity);
    const before = this.find(stored, id);
    const key = input.trait_key ?? before.key;
    if (key !== before.key && Object.hasOwn(stored, key)) throw Invalid.whole(KEY_TAKEN);
    return this.put(identity, without(stored, before.key), key, { id, ...traitFrom(input, before) });
  }

  async delete(identity: Identity, id: number): Promise<void> {
    const stored = await this.lock(identity);
    await this.store(identity, without(stored, this.find(stored, id).key));
  }

  /** Of all identities of the environment. Where there are many, the worker goes on after the request. */
  async deleteKey({ id: environmentId }: Environment, key: string): Promise<void> {
    await this.removal.step(new TraitKeyDeleted({ environmentId, key, after: '' }).payload);
  }

  private async lock({ id }: Identity): Promise<StoredTraits> {
    const stored = await this.traits.lock(id);
    if (!stored) throw NotFound.of('Identity');
    return stored;
  }

  private async put(identity: Identity, stored: StoredTraits, key: string, trait: StoredTrait): Promise<Trait> {
    const whole = without(stored, key);
    whole[key] = trait;
    await this.store(identity, whole);
    return { ...trait, key, value: trait.value ?? null };
  }

  private async store({ id, environmentId }: Identity, traits: StoredTraits): Promise<void> {
    await this.traits.store(id, traits);
    await this.events.publish(new IdentityTraitsChanged({ identityIds: [id], environmentId }));
  }
}

/** A copy without one key, and without a prototype: users chose the keys. */
function without(stored: StoredTraits, key: string): Record<string, StoredTrait> {
  const whole = Object.assign<Record<string, StoredTrait>, StoredTraits>(Object.create(null), stored);
  delete whole[key];
  return whole;
}
