import { Global, Module, type DynamicModule } from '@nestjs/common';
import { loadSettings } from './settings.js';

/** Provides every settings class by its type. Import it once, after all libs have been imported. */
@Global()
@Module({})
export class ConfigModule {
  static load(env?: NodeJS.ProcessEnv): DynamicModule {
    const providers = [...loadSettings(env)].map(([provide, useValue]) => ({ provide, useValue }));
    return { module: ConfigModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
