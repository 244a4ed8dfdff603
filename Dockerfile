# Builds the whole project in stages: nothing but Docker is needed on the machine.
ARG GRAFANA_IMAGE=grafana/grafana
ARG GRAFANA_VERSION=12.3.0

FROM --platform=$BUILDPLATFORM node:22-bookworm-slim AS frontend
WORKDIR /project
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS backend
WORKDIR /project
COPY go.mod go.sum ./
RUN go mod download
COPY Magefile.go ./
COPY pkg pkg
COPY simulator simulator
COPY src/plugin.json src/plugin.json
COPY testdata testdata
ARG TARGETARCH
RUN CGO_ENABLED=0 GOOS=linux GOARCH=${TARGETARCH} go build -trimpath -ldflags='-s -w' -o /out/gpx_peerlens_linux_${TARGETARCH} ./pkg \
 && CGO_ENABLED=0 GOOS=linux GOARCH=${TARGETARCH} go build -trimpath -ldflags='-s -w' -o /out/simulator ./simulator/cmd/simulator

FROM scratch AS simulator
COPY --from=backend /out/simulator /simulator
USER 65534
EXPOSE 8090
ENTRYPOINT ["/simulator", "-listen", ":8090"]

FROM ${GRAFANA_IMAGE}:${GRAFANA_VERSION} AS grafana
COPY --from=frontend /project/dist /plugins/peerlens-quality-datasource
COPY --from=backend /out/gpx_peerlens_linux_* /plugins/peerlens-quality-datasource/
COPY provisioning /etc/grafana/provisioning
ENV GF_PATHS_PLUGINS=/plugins \
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=peerlens-quality-datasource \
    PEERLENS_DASHBOARDS=/plugins/peerlens-quality-datasource/dashboards
