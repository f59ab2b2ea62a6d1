import { unique, useApi } from '../../../test/api/index.js';
import { InviteHashes } from './invite-hashes.js';

const api = useApi({ ALLOW_REGISTRATION_WITHOUT_INVITE: 'false' });
const signUp = async (email: string, more: object) => {
  const person = { email, password: 'Str0ngp4ssw0rd!', first_name: 'Ada', last_name: 'Lovelace' };
  return (await api.as().POST('/api/v1/auth/users/', { body: { ...person, ...more } })).response.status;
};
const organisation = async (): Promise<number> => {
  const [row] = await api.sql<{ id: number }>(`insert into organisation (name) values ('Acme') returning id`, []);
  return row?.id ?? 0;
};

describe('where nobody may sign up without an invitation', () => {
  it('who was invited by mail may, under that address, while the organisation is there', async () => {
    const [id, email] = [await organisation(), `${unique('Bob')}@example.com`];
    const { serial, digest } = api.app.get(InviteHashes, { strict: false }).make();
    await api.sql(`insert into invite (organisation_id, email, role, serial, digest) values ($1, $2, 'USER', $3, $4)`, [
      id,
      email,
      serial,
      digest,
    ]);
    expect(await signUp(`${unique('carol')}@example.com`, { sign_up_type: 'INVITE_EMAIL' })).toBe(403);
    expect(await signUp(email, {})).toBe(403);
    await api.sql('update organisation set deleted_at = now() where id = $1', [id]);
    expect(await signUp(email.toLowerCase(), { sign_up_type: 'INVITE_EMAIL' })).toBe(403);
    await api.sql('update organisation set deleted_at = null where id = $1', [id]);
    expect(await signUp(email.toLowerCase(), { sign_up_type: 'INVITE_EMAIL' })).toBe(201);
  });

  it('who has a link may, until it ends', async () => {
    const id = await organisation();
    const hashes = api.app.get(InviteHashes, { strict: false });
    const { serial, digest } = hashes.make();
    const link = { sign_up_type: 'INVITE_LINK', invite_hash: hashes.hashOf({ serial }) };
    await api.sql(`insert into invite_link (organisation_id, role, serial, digest) values ($1, 'USER', $2, $3)`, [
      id,
      serial,
      digest,
    ]);
    const somebody = () => `${unique('dan')}@example.com`;
    expect(await signUp(somebody(), { ...link, invite_hash: 'another' })).toBe(403);
    expect(await signUp(somebody(), { ...link, sign_up_type: 'INVITE_EMAIL' })).toBe(403);
    expect(await signUp(somebody(), link)).toBe(201);
    await api.sql(`update invite_link set expires_at = now() - interval '1 minute' where organisation_id = $1`, [id]);
    expect(await signUp(somebody(), link)).toBe(403);
  });
});
