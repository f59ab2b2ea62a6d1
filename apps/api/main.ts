import { HttpSettings } from '#platform/http';
import { runProcess } from '#platform/process';
import { createApi } from './create-api.js';

await runProcess('api', async (logger) => {
  const app = await createApi(logger);
  const { port, host } = app.get(HttpSettings);
  await app.listen(port, host);
  return app;
});
