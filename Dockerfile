# syntax=docker/dockerfile:1
# The console as an image: built with npm, run without it, by a user who may write /data and /tmp and nothing else.
FROM node:22-slim AS build
WORKDIR /source
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# Ids of server actions come out of this key: with one key for all images a form that was opened before an upgrade can
# still be sent after it. Make it once: openssl rand -base64 32 > actions-key
RUN --mount=type=secret,id=actions-key \
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY="$(cat /run/secrets/actions-key 2>/dev/null || true)" npm run build \
    && cp -RL .builds/current /built

FROM node:22-slim
# What is not there cannot be run.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
    && install -d -o node -g node -m 700 /data
# The address of the container; the console refuses it unless people sign in.
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000 CONSOLE_DATABASE=/data/console.db
COPY --from=build --chown=node:node /built /console
WORKDIR /console
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "probe.mjs", "live"]
CMD ["node", "server.js"]
