import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { connectPatiently } from './connect.js';
import { createDataSource, createSdkPool } from './data-source.js';
import { Database, SDK_POOL } from './database.js';
import { DatabaseSettings } from './database.settings.js';
import { Notifications } from './notifications.js';

@Global()
@Module({
  providers: [
    {
      provide: DataSource,
      inject: [DatabaseSettings],
      useFactory: (settings: DatabaseSettings) => connectPatiently(createDataSource(settings)),
    },
    { provide: SDK_POOL, inject: [DatabaseSettings], useFactory: createSdkPool },
    Database,
    Notifications,
  ],
  exports: [Database, Notifications],
})
export class DatabaseModule {}
