import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { MetadataService } from '#metadata';
import { NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import type { CloneEnvironmentDto } from './environment.dto.js';
import { Environment } from './environment.entity.js';
import { EnvironmentCloned } from './environment.events.js';
import { EnvironmentRepository } from './environment.repository.js';
import { newKey } from './keys.js';

/** Environments made from others. `features` gives them their states. */
@Injectable()
export class EnvironmentClonesService {
  constructor(
    private readonly environments: EnvironmentRepository,
    private readonly access: AccessService,
    private readonly metadata: MetadataService,
    private readonly events: Events,
  ) {}

  /** The right to make environments is enough: the source need not be visible. @throws NotFound, Denied */
  async clone(key: string, input: CloneEnvironmentDto, caller: Caller): Promise<Environment> {
    const source = await this.environments.byApiKey(key);
    if (!source?.project) throw NotFound.of('Environment');
    await this.access.require(caller, source.project.accessPath, 'CREATE_ENVIRONMENT');
    const later = input.clone_feature_states_async ?? false;
    const saved = await this.environments.save(await this.copyOf(source, input.name, later));
    await this.metadata.load('environment', [source]);
    await this.metadata.write('environment', saved, source.metadata);
    await this.access.makeAdmin(caller, saved.accessPath);
    const { id: environmentId, projectId } = saved;
    await this.events.publish(new EnvironmentCloned({ environmentId, projectId, sourceId: source.id, later }));
    return saved;
  }

  /** All settings under another name, which may be taken (upstream: §6.4), and another key. */
  private async copyOf(source: Environment, name: string, isCreating: boolean): Promise<Environment> {
    const sharesName = await this.environments.isNameTaken(source.projectId, name);
    const copy = Object.assign(new Environment(), source, { name, sharesName, apiKey: newKey(), isCreating });
    for (const column of ITS_OWN) Reflect.deleteProperty(copy, column);
    return copy;
  }
}

/** What the database gives each row. */
const ITS_OWN: readonly (keyof Environment)[] = ['id', 'uuid', 'createdDate', 'updatedAt'];
