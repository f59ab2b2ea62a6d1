import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { connectPatiently } from './connect.js';
import { createDataSource } from './data-source.js';
import { Database } from './database.js';
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
    Database,
    Notifications,
  ],
  exports: [Database, Notifications],
})
export class DatabaseModule {}
