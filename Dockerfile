# The doctor as a container image: one Node.js binary, the compiled program, its whitelist, and nothing that needs a shell.
#   docker build -t carto-proxy .
# BASE may be any image with glibc, libstdc++ and libgcc, which Node.js needs: Debian slim, gcr.io/distroless/cc-debian12 or
# a vendor's own. Nothing is run in it, so it needs no shell and no package manager. docs/kubernetes.md says more.
ARG BASE=debian:bookworm-slim
ARG BUILD_BASE=debian:bookworm-slim

FROM ${BUILD_BASE} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils ca-certificates nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# Behind a proxy that inspects TLS: its CA certificates as deploy/image/build-ca.crt. They reach this stage alone.
COPY package.json package-lock.json deploy/image/build-ca.cr[t] ./
ENV NODE_EXTRA_CA_CERTS=/build/build-ca.crt
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && npm rebuild --ignore-scripts=false node \
 && node_modules/.bin/node --version
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build
# Symbols are for debuggers: 18 MB.
RUN mkdir -p /image/bin && strip -o /image/bin/node node_modules/node/bin/node
COPY LICENSE *.md ./
COPY domains domains
COPY schema schema
COPY docs/codes docs/codes
COPY scripts/package-lock.ts scripts/package-lock.ts
COPY scripts/image scripts/image
# Of node_modules the files alone that something imports; each dependency is loaded once from what was put together.
RUN node_modules/.bin/node scripts/image/assemble.ts /image

FROM ${BASE}
ARG VERSION=unknown
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="carto-proxy" \
      org.opencontainers.image.description="The egress doctor for CARTO Self-hosted behind a corporate proxy" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /image /opt/carto-proxy
# By number: Kubernetes cannot tell that a user given by name is not root (runAsNonRoot).
USER 65532:65532
# "--": Node.js takes an --env-file for itself wherever it stands.
ENTRYPOINT ["/opt/carto-proxy/bin/node", "--", "/opt/carto-proxy/dist/cli.js"]
CMD ["doctor"]
