import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The API token of a user. The token itself is not stored: it is derived from `serial`, and found by its digest. */
@Entity('user_token')
export class UserToken {
  @PrimaryColumn('integer')
  userId: number;

  @Column('uuid')
  serial: string;

  @Column('bytea')
  digest: Buffer;
}
